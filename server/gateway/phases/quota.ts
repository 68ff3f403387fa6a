import { Unavailable } from '#core/errors.ts'
import type { QuotaKey } from '#core/quotas/lease.ts'
import type { LeaseVerdict } from '#core/quotas/quota-leases.ts'
import type { Exchange } from '../exchange.ts'
import type { GatewayContext } from '../gateway-context.ts'
import type { QuotaRule } from '../limits/quota-rule.ts'
import { refuseLimit, refuseUndecided } from '../limits/refuse-limit.ts'
import type { Refusal } from '../refusal.ts'
import type { GrantEntry } from '../routing/rules.ts'

const windowSeconds = { day: 86_400, month: 31 * 86_400 } as const

interface Taken {
  readonly key: QuotaKey
  readonly verdict: LeaseVerdict
}

/**
 * Day and month allowance of application, beneficiary and API. All limits are taken or none: what a
 * refused call took is put back, so that only forwarded calls count.
 */
export function quota(exchange: Exchange, gateway: GatewayContext): Refusal | null | Promise<Refusal | null> {
  return takeAll(exchange, gateway, rulesOf(exchange.grant as GrantEntry, exchange, gateway), [])
}

function takeAll(
  exchange: Exchange,
  gateway: GatewayContext,
  rules: readonly QuotaRule[],
  taken: Taken[],
): Refusal | null | Promise<Refusal | null> {
  while (taken.length < rules.length) {
    const rule = rules[taken.length] as QuotaRule
    const outcome = take(exchange, gateway, rule, taken)
    if (outcome === null) continue
    if (!(outcome instanceof Promise)) return outcome
    return outcome.then((refusal) => refusal ?? takeAll(exchange, gateway, rules, taken))
  }
  return null
}

/** Takes one limit and remembers it in `taken`; a refusal puts back what was taken before. */
function take(
  exchange: Exchange,
  gateway: GatewayContext,
  { key, limit, window }: QuotaRule,
  taken: Taken[],
): Refusal | null | Promise<Refusal | null> {
  const { quotas } = gateway.deps
  const cost = exchange.operation?.operation.cost ?? 1
  const putBack = () => {
    for (const one of taken) quotas.putBack(one.key, one.verdict)
  }
  const undecided = (error: unknown): Refusal => {
    putBack()
    if (!(error instanceof Unavailable)) throw error
    return refuseUndecided(limit.name, error)
  }
  const decided = (verdict: LeaseVerdict): Refusal | null => {
    const { remaining, resetMs } = verdict
    const state = { name: limit.name, limit: limit.limit, remaining, resetMs, windowSeconds: window }
    exchange.limits.push(state)
    if (verdict.granted < cost) {
      putBack()
      return refuseLimit(state)
    }
    taken.push({ key, verdict })
    exchange.leaseId ??= verdict.leaseId
    return null
  }
  let verdict: LeaseVerdict | Promise<LeaseVerdict>
  try {
    verdict = quotas.take(key, limit, cost)
  } catch (error) {
    return undecided(error)
  }
  return verdict instanceof Promise ? verdict.then(decided, undecided) : decided(verdict)
}

/** Worked out once for a grant: an index keeps its entries until a grant changes. */
function rulesOf(grant: GrantEntry, exchange: Exchange, gateway: GatewayContext): readonly QuotaRule[] {
  const known = gateway.quotaRules.get(grant)
  if (known) return known
  const rules: QuotaRule[] = []
  for (const limit of grant.state.plan.limits) {
    const { name, period } = limit
    if (period !== 'day' && period !== 'month') continue
    const key: QuotaKey = {
      environment: gateway.deps.configuration.environment,
      application_id: exchange.caller?.application.application_id ?? '',
      beneficiary_id: grant.state.beneficiary_id ?? '*',
      api: grant.state.api,
      limit_name: name,
      period,
    }
    rules.push({ key, limit, window: windowSeconds[period] })
  }
  gateway.quotaRules.set(grant, rules)
  return rules
}
