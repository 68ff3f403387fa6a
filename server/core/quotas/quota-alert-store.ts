import type { Transaction } from '../ports/unit-of-work.ts'
import type { RunningQuota } from './holding-store.ts'

/** A mark of a quota that was reached in its present period. */
export interface QuotaAlert {
  readonly environment: string
  readonly api: string
  readonly beneficiary_id: string
  readonly limit_name: string
  /** Per cent of the limit: 50, 80, 90 or 100. */
  readonly threshold: number
  readonly reached_at: string
}

/** Which marks of each quota were reached, once for each period. */
export interface QuotaAlertStore {
  /** Keeps the marks and answers those that were not kept before; of any number of concurrent calls one gets each. */
  reach(
    tx: Transaction,
    quota: RunningQuota,
    reached: { readonly thresholds: readonly number[]; readonly limit: number; readonly at: string },
  ): Promise<readonly number[]>
  /** The organization of the application; null when there is none. */
  organizationOf(tx: Transaction, applicationId: string): Promise<string | null>
}
