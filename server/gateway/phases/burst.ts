import { Unavailable } from '#core/errors.ts'
import type { RateVerdict } from '#core/ports/rate-counter.ts'
import type { Limit } from '#core/quotas/limit.ts'
import { trialCallsPerHour } from '#core/trial/trial-token.ts'
import { liveGrantsOf } from '../authority/grants-of.ts'
import type { Exchange } from '../exchange.ts'
import type { GatewayContext } from '../gateway-context.ts'
import type { BurstRules, CountedLimit } from '../limits/burst-rules.ts'
import { networkOf } from '../limits/network-of.ts'
import { refuseLimit, refuseUndecided } from '../limits/refuse-limit.ts'
import { sandboxQuota } from '../limits/sandbox-quota.ts'
import type { Refusal } from '../refusal.ts'
import type { GrantEntry } from '../routing/rules.ts'

const windowSeconds = { second: 1, minute: 60 } as const

/** Of each address that sends the sandbox's public token. */
const trialLimit = { name: 'trial-hour', limit: trialCallsPerHour, hard: false }

/**
 * Second and minute limits and concurrency of an application on an API. The recipient is not read yet,
 * so of several grants the most generous limit of each name counts. Shortest window first: what a
 * later refusal has taken from it is back within a second.
 */
export function burst(exchange: Exchange, gateway: GatewayContext): Refusal | null | Promise<Refusal | null> {
  const { caller, operation } = exchange
  if (!caller || !operation) return null
  const { environment } = gateway.deps.configuration
  const { key, concurrency, limits } = rulesOf(liveGrantsOf(exchange), exchange, gateway)
  if (concurrency !== null) {
    const share = Math.max(1, Math.floor(concurrency / Math.max(1, gateway.deps.liveGateways?.() ?? 1)))
    const leave = gateway.concurrency.enter(key, share)
    if (!leave) return refuseLimit({ name: 'concurrency', resetMs: 1000 })
    exchange.releases.push(leave)
  }
  if (environment === 'production' && !caller.isPublic) return takeAll(exchange, gateway, limits, 0)
  const asked = environment === 'sandbox' ? sandboxQuota(exchange) : null
  if (asked !== null && 'problem' in asked) return asked
  const all = [...limits]
  if (caller.isPublic) {
    const own = `${environment}:trial:${networkOf(exchange.remoteAddress)}`
    all.unshift({ key: own, limit: trialLimit, window: 3600 })
  }
  if (asked !== null) {
    const { limit, windowSeconds: window } = asked
    all.push({ key: `${key}:${limit.name}:${limit.limit}`, limit, window })
  }
  return takeAll(exchange, gateway, all, 0)
}

/** One limit after the other; the first that refuses ends it. */
function takeAll(
  exchange: Exchange,
  gateway: GatewayContext,
  limits: readonly CountedLimit[],
  from: number,
): Refusal | null | Promise<Refusal | null> {
  for (let index = from; index < limits.length; index += 1) {
    const outcome = take(exchange, gateway, limits[index] as CountedLimit)
    if (outcome === null) continue
    if (!(outcome instanceof Promise)) return outcome
    return outcome.then((refusal) => refusal ?? takeAll(exchange, gateway, limits, index + 1))
  }
  return null
}

function take(
  exchange: Exchange,
  gateway: GatewayContext,
  { key, limit, window }: CountedLimit,
): Refusal | null | Promise<Refusal | null> {
  const cost = exchange.operation?.operation.cost ?? 1
  const undecided = (error: unknown): Refusal | null => {
    if (!(error instanceof Unavailable)) throw error
    return limit.hard ? refuseUndecided(limit.name, error) : null
  }
  const decided = ({ granted, remaining, resetMs }: RateVerdict): Refusal | null => {
    const state = { name: limit.name, limit: limit.limit, remaining, resetMs, windowSeconds: window }
    exchange.limits.push(state)
    return granted < cost ? refuseLimit(state) : null
  }
  let verdict: RateVerdict | Promise<RateVerdict>
  try {
    verdict = gateway.deps.rateCounter.take(key, limit.limit, window, cost, limit.hard)
  } catch (error) {
    return undecided(error)
  }
  return verdict instanceof Promise ? verdict.then(decided, undecided) : decided(verdict)
}

/** Worked out once for the same grants: an index keeps its lists until a grant changes. */
function rulesOf(grants: readonly GrantEntry[], exchange: Exchange, gateway: GatewayContext): BurstRules {
  const known = gateway.burstRules.get(grants)
  if (known) return known
  const { environment } = gateway.deps.configuration
  const { caller, operation } = exchange
  const key = `${environment}:${caller?.application.application_id}:${operation?.api.descriptor.api}`
  const limits = burstLimits(grants).map((limit) => ({
    key: `${key}:${limit.name}`,
    limit,
    window: windowSeconds[limit.period as keyof typeof windowSeconds],
  }))
  const rules = { key, concurrency: mostConcurrent(grants), limits }
  gateway.burstRules.set(grants, rules)
  return rules
}

function burstLimits(grants: readonly GrantEntry[]): readonly Limit[] {
  const byName = new Map<string, Limit>()
  for (const grant of grants) {
    for (const limit of grant.state.plan.limits) {
      if (limit.period !== 'second' && limit.period !== 'minute') continue
      const known = byName.get(limit.name)
      if (!known || known.limit < limit.limit) byName.set(limit.name, limit)
    }
  }
  return [...byName.values()].sort((a, b) => (a.period === b.period ? 0 : a.period === 'second' ? -1 : 1))
}

/** Null as soon as one grant has no limit. */
function mostConcurrent(grants: readonly GrantEntry[]): number | null {
  let most: number | null = null
  for (const { state } of grants) {
    if (state.plan.concurrency === null) return null
    most = Math.max(most ?? 0, state.plan.concurrency)
  }
  return most
}
