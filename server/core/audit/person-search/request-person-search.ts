import type { Actor } from '../../accounts/actor.ts'
import { authorize } from '../../permissions/authorize.ts'
import type { Transaction } from '../../ports/unit-of-work.ts'
import type { SubjectReference } from '../../subjects/subject-keys.ts'
import { askedRecords } from '../search/asked-records.ts'
import type { PersonSearch } from './person-search.ts'
import type { PersonSearchDeps } from './person-search-deps.ts'
import { recordPersonSearch } from './record-person-search.ts'

export interface PersonSearchInput extends SubjectReference {
  readonly reason: string
  /** Calendar dates of the pack, both included. */
  readonly from: string
  readonly to: string
}

/** Asks for a search: a second person decides. @throws InvalidInput when the days are out of order or more than 366. */
export async function requestPersonSearch(
  tx: Transaction,
  deps: PersonSearchDeps,
  actor: Actor,
  input: PersonSearchInput,
): Promise<PersonSearch> {
  authorize(actor, 'audit.read')
  const { from, until } = askedRecords(input, deps.calendar, deps.clock.now())
  const pseudonyms = await deps.pseudonyms.of(tx, { scheme: input.scheme, value: input.value })
  const search: PersonSearch = {
    id: deps.random.uuid(),
    requested_by: actor.account_id,
    reason: input.reason,
    pseudonyms: pseudonyms.map(({ pseudonym }) => pseudonym),
    from_at: from,
    until_at: until,
    state: 'requested',
    decided_by: null,
    decided_at: null,
    requested_at: new Date(deps.clock.now()).toISOString(),
    readable_until: null,
  }
  await deps.personSearches.insert(tx, search)
  await recordPersonSearch(tx, deps, actor, search, 'requested', { scheme: input.scheme })
  return search
}
