import type { Page, PageRequest } from '../page.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { Alert, AlertLimits, Suspicion } from './alert.ts'

export interface AlertFilter {
  readonly state: Alert['state'] | null
  /** Only alerts about APIs of this organization; null for all. */
  readonly provider: string | null
}

export interface AlertStore {
  /** What is suspicious among the production records since an instant. */
  suspicions(tx: Transaction, since: string, limits: AlertLimits): Promise<Suspicion[]>
  /** Keeps a suspicion under `id`; brings the known one up to date instead. Whether it is new. */
  raise(tx: Transaction, id: string, suspicion: Suspicion): Promise<boolean>
  /** Organizations that provide versions of an API. */
  providersOf(tx: Transaction, api: string): Promise<string[]>
  list(tx: Transaction, filter: AlertFilter, page: PageRequest): Promise<Page<Alert>>
  load(tx: Transaction, id: string): Promise<Alert | null>
  close(
    tx: Transaction,
    id: string,
    by: { readonly account: string; readonly at: string; readonly conclusion: string },
  ): Promise<void>
}
