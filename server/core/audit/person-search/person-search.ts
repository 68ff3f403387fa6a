import type { Page, PageRequest } from '../../page.ts'
import type { Transaction } from '../../ports/unit-of-work.ts'

export const personSearchStates = ['requested', 'approved', 'refused'] as const
export type PersonSearchState = (typeof personSearchStates)[number]

/**
 * A search of the audit log by person. The identity is turned into pseudonyms when the search is asked for and kept
 * nowhere: whoever approves decides on the reason, and nobody can read from the search whom it is about.
 */
export interface PersonSearch {
  readonly id: string
  readonly requested_by: string
  readonly reason: string
  /** One for each month whose key still exists. */
  readonly pseudonyms: readonly string[]
  /** ISO 8601 UTC instants: `from_at` included, `until_at` not. */
  readonly from_at: string
  readonly until_at: string
  readonly state: PersonSearchState
  readonly decided_by: string | null
  readonly decided_at: string | null
  readonly requested_at: string
  /** Until when an approved one is read by who asked. */
  readonly readable_until: string | null
}

export interface PersonSearchWithNames extends PersonSearch {
  readonly requested_by_name: string
  readonly decided_by_name: string | null
}

export interface PersonSearchStore {
  insert(tx: Transaction, search: PersonSearch): Promise<void>
  load(tx: Transaction, id: string, lock?: 'lock'): Promise<PersonSearchWithNames | null>
  /** Newest first. */
  list(tx: Transaction, page: PageRequest): Promise<Page<PersonSearchWithNames>>
  decide(
    tx: Transaction,
    id: string,
    to: Pick<PersonSearch, 'state' | 'decided_by' | 'decided_at' | 'readable_until'>,
  ): Promise<void>
}
