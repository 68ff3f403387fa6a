import type { QuotaKey } from '#core/quotas/lease.ts'
import type { Limit } from '#core/quotas/limit.ts'

/** A day or month limit of a grant and whose allowance it is. */
export interface QuotaRule {
  readonly key: QuotaKey
  readonly limit: Limit
  /** Seconds, at most: months differ. */
  readonly window: number
}
