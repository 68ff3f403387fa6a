import type { QuotaKey } from './lease.ts'
import type { Limit } from './limit.ts'

/** The state of one day or month quota after a call was counted or refused. */
export interface LeaseVerdict {
  /** Units granted: `cost`, or 0 when the quota has fewer than `cost` left. */
  readonly granted: number
  /** Units known to be left: a lower bound when several gateways share the quota. */
  readonly remaining: number
  /** Milliseconds until the calendar period ends. */
  readonly resetMs: number
  /** The lease the units came from, for the exchange record; null when nothing was counted. */
  readonly leaseId: string | null
}

/** Day and month quotas of a gateway, served from units leased from control. */
export interface QuotaLeases {
  /**
   * Takes `cost` units. Answers at once from a local lease, else asks control.
   * Over all gateways the granted units of one period never exceed `limit.limit`.
   * A soft limit that cannot be decided passes with `leaseId` null.
   * @throws Unavailable (`quota-undecided`) when a hard limit cannot be decided.
   */
  take(
    key: QuotaKey,
    limit: Pick<Limit, 'limit' | 'hard' | 'outage_reserve'>,
    cost: number,
  ): LeaseVerdict | Promise<LeaseVerdict>
  /** Undoes a `take` whose call was then refused before it was forwarded. */
  putBack(key: QuotaKey, verdict: LeaseVerdict): void
}
