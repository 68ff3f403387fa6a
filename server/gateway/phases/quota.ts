import { Unavailable } from '#core/errors.ts'
import type { QuotaKey } from '#core/quotas/lease.ts'
import type { LeaseVerdict } from '#core/quotas/quota-leases.ts'
import type { Exchange } from '../exchange.ts'
import type { GatewayContext } from '../gateway-context.ts'
import { refuseLimit, refuseUndecided } from '../limits/refuse-limit.ts'
import type { Refusal } from '../refusal.ts'
import type { GrantEntry } from '../routing/rules.ts'

const windowSeconds = { day: 86_400, month: 31 * 86_400 } as const

/**
 * Day and month allowance of application, beneficiary and API. All limits are taken or none: what a
 * refused call took is put back, so that only forwarded calls count.
 */
export async function quota(exchange: Exchange, gateway: GatewayContext): Promise<Refusal | null> {
  const { state } = exchange.grant as GrantEntry
  const cost = exchange.operation?.operation.cost ?? 1
  const taken: { key: QuotaKey; verdict: LeaseVerdict }[] = []
  const putBack = () => {
    for (const { key, verdict } of taken) gateway.deps.quotas.putBack(key, verdict)
  }
  for (const limit of state.plan.limits) {
    if (limit.period !== 'day' && limit.period !== 'month') continue
    const key: QuotaKey = {
      environment: gateway.deps.configuration.environment,
      application_id: exchange.caller?.application.application_id ?? '',
      beneficiary_id: state.beneficiary_id ?? '*',
      api: state.api,
      limit_name: limit.name,
      period: limit.period,
    }
    let verdict: LeaseVerdict
    try {
      const answer = gateway.deps.quotas.take(key, limit, cost)
      verdict = answer instanceof Promise ? await answer : answer
    } catch (error) {
      putBack()
      if (!(error instanceof Unavailable)) throw error
      return refuseUndecided(limit.name, error)
    }
    const { remaining, resetMs } = verdict
    const limitState = {
      name: limit.name,
      limit: limit.limit,
      remaining,
      resetMs,
      windowSeconds: windowSeconds[limit.period],
    }
    exchange.limits.push(limitState)
    if (verdict.granted < cost) {
      putBack()
      return refuseLimit(limitState)
    }
    taken.push({ key, verdict })
    exchange.leaseId ??= verdict.leaseId
  }
  return null
}
