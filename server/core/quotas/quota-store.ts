import type { Transaction } from '../ports/unit-of-work.ts'
import type { LeaseRequest, LeaseReturn } from './lease.ts'
import type { QuotaPeriod } from './quota-period.ts'

/** A lease as kept. */
export interface KeptLease {
  readonly lease_id: string
  readonly node_id: string
  readonly granted: number
  readonly left: number
  readonly period_id: string
  readonly period_ends_at: string
}

/** The truth of day and month quotas: units leased by key, limit and period. */
export interface QuotaStore {
  findByRequest(tx: Transaction, requestId: string): Promise<KeptLease | null>
  /**
   * Moves `min(asked, limit - leased)` units to the node in one statement, and keeps the lease. Over any number of
   * concurrent calls the units leased never exceed `limit`. Null when the same request was granted meanwhile: the
   * transaction must then be rolled back, and the kept lease read. `turns`: gateways among whom what is left is shared
   * out, so that none takes it all; each request gets at least one unit while there is one.
   */
  lease(
    tx: Transaction,
    request: LeaseRequest,
    leaseId: string,
    period: QuotaPeriod,
    turns?: number,
  ): Promise<KeptLease | null>
  /**
   * Gives units back. True the first time a return id is seen, or when it was seen before; false when the lease is not
   * this node's, or has fewer units outstanding.
   */
  giveBack(tx: Transaction, returned: LeaseReturn): Promise<boolean>
  /** Forgets leases whose period ended more than two days ago. The quotas themselves stay: they say what was used. */
  purge(tx: Transaction): Promise<void>
}
