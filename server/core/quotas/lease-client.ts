import type { LeaseAnswer, LeaseRequest, LeaseReturn } from './lease.ts'

/** A gateway's way to control for quotas. */
export interface LeaseClient {
  /**
   * May be sent again with the same request id: nothing is taken twice.
   * @throws Unavailable when control did not answer in time; the units may have been granted.
   */
  lease(request: LeaseRequest): Promise<LeaseAnswer>
  /** @throws Unavailable when control did not answer in time; safe to repeat. */
  giveBack(returned: LeaseReturn): Promise<void>
}
