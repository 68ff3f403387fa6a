import type { Grant } from '../grants/grant.ts'
import type { QuotaKey } from '../quotas/lease.ts'
import type { QuotaPeriods } from '../quotas/quota-period.ts'
import type { LeasedQuota, LimitedGrant, ReachedMark } from './usage-store.ts'

/** A day or month limit of an application for one beneficiary and API. `beneficiary_id` null: any (sandbox). */
export interface Quota {
  readonly environment: Grant['environment']
  readonly api: string
  readonly beneficiary_id: string | null
  readonly limit_name: string
  readonly period: QuotaKey['period']
  readonly limit: number
  /** Units gateways hold or have spent in the present period. */
  readonly leased: number
  /** Of those, what gateways last said they hold unspent. */
  readonly held: number
  readonly period_ends_at: string
  /** Marks the organization was told of in this period, lowest first. */
  readonly alerts: readonly ReachedMark[]
}

/** Every quota the grants give, also where nothing was spent yet; grants that share one show its largest limit. */
export function listQuotas(
  grants: readonly LimitedGrant[],
  leased: readonly LeasedQuota[],
  periods: QuotaPeriods,
  now: number,
): readonly Quota[] {
  const quotas = new Map<string, Quota>()
  for (const grant of grants) {
    for (const limit of grant.plan.limits) {
      if (limit.period !== 'day' && limit.period !== 'month') continue
      const key = { environment: grant.environment, api: grant.api, limit_name: limit.name, period: limit.period }
      const id = JSON.stringify([key, grant.beneficiary_id])
      const known = quotas.get(id)
      if (known !== undefined && known.limit >= limit.limit) continue
      const spent = leased.find(
        (row) =>
          row.environment === key.environment &&
          row.api === key.api &&
          row.limit_name === key.limit_name &&
          row.period === key.period &&
          row.beneficiary_id === (grant.beneficiary_id ?? '*'),
      )
      quotas.set(id, {
        ...key,
        beneficiary_id: grant.beneficiary_id,
        limit: limit.limit,
        leased: spent?.leased ?? 0,
        held: spent?.held ?? 0,
        alerts: spent?.alerts ?? [],
        period_ends_at: spent?.period_ends_at ?? new Date(periods(limit.period, now).endsAt).toISOString(),
      })
    }
  }
  return [...quotas.values()]
}
