import type { Page, PageRequest } from '../page.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { Application } from './application.ts'

export interface ApplicationStore {
  insert(tx: Transaction, application: Application): Promise<void>
  /** `version` must be the stored one plus one, else false and nothing is written. */
  update(tx: Transaction, application: Application): Promise<boolean>
  load(tx: Transaction, id: string): Promise<Application | null>
  /** The same, locked until the transaction ends. */
  lock(tx: Transaction, id: string): Promise<Application | null>
  /** By identifier, archived ones included. */
  list(tx: Transaction, organizationId: string, page: PageRequest): Promise<Page<Application>>
  /** Every application that is not archived, of one organization or (null) of all; for publishing. */
  listLive(tx: Transaction, organizationId: string | null): Promise<readonly Application[]>
}
