import type { Page, PageRequest } from '../page.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { AdministrativeEvent } from './event.ts'

/** An event as it was recorded, with the name of its author today. */
export interface RecordedEvent extends AdministrativeEvent {
  readonly id: string
  readonly at: string
  /** Name of the account; `Octroi` where no account acted. */
  readonly actor_name: string
}

export interface EventReader {
  /** Newest first, of one organization or (null) of all; `after` is the last event of the page before. */
  list(tx: Transaction, organizationId: string | null, page: PageRequest): Promise<Page<RecordedEvent>>
  /** Oldest first, about one subject. */
  listOfSubject(
    tx: Transaction,
    subject: { readonly type: string; readonly id: string },
    page: PageRequest,
  ): Promise<Page<RecordedEvent>>
}
