import { Unavailable } from '#core/errors.ts'
import type { RateVerdict } from '#core/ports/rate-counter.ts'
import type { Limit } from '#core/quotas/limit.ts'
import { trialCallsPerHour } from '#core/trial/trial-token.ts'
import { grantsOf, isLive } from '../authority/grants-of.ts'
import type { Exchange } from '../exchange.ts'
import type { GatewayContext } from '../gateway-context.ts'
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
export async function burst(exchange: Exchange, gateway: GatewayContext): Promise<Refusal | null> {
  const grants = grantsOf(exchange).filter((grant) => isLive(grant, exchange.startedAt))
  const { caller, operation } = exchange
  if (!caller || !operation) return null
  const { environment } = gateway.deps.configuration
  const key = `${environment}:${caller.application.application_id}:${operation.api.descriptor.api}`
  const concurrency = mostConcurrent(grants)
  if (concurrency !== null) {
    const share = Math.max(1, Math.floor(concurrency / Math.max(1, gateway.deps.liveGateways?.() ?? 1)))
    const leave = gateway.concurrency.enter(key, share)
    if (!leave) return refuseLimit({ name: 'concurrency', resetMs: 1000 })
    exchange.releases.push(leave)
  }
  const asked = environment === 'sandbox' ? sandboxQuota(exchange) : null
  if (asked !== null && 'problem' in asked) return asked
  if (caller.isPublic) {
    const own = `${environment}:trial:${networkOf(exchange.remoteAddress)}`
    const refusal = await take(exchange, gateway, own, trialLimit, 3600)
    if (refusal) return refusal
  }
  for (const limit of burstLimits(grants)) {
    const window = windowSeconds[limit.period as keyof typeof windowSeconds]
    const refusal = await take(exchange, gateway, `${key}:${limit.name}`, limit, window)
    if (refusal) return refusal
  }
  if (asked === null) return null
  const { limit, windowSeconds: window } = asked
  return take(exchange, gateway, `${key}:${limit.name}:${limit.limit}`, limit, window)
}

async function take(
  exchange: Exchange,
  gateway: GatewayContext,
  key: string,
  limit: Pick<Limit, 'name' | 'limit' | 'hard'>,
  window: number,
): Promise<Refusal | null> {
  const cost = exchange.operation?.operation.cost ?? 1
  let verdict: RateVerdict
  try {
    const taken = gateway.deps.rateCounter.take(key, limit.limit, window, cost, limit.hard)
    verdict = taken instanceof Promise ? await taken : taken
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error
    return limit.hard ? refuseUndecided(limit.name, error) : null
  }
  const state = {
    name: limit.name,
    limit: limit.limit,
    remaining: verdict.remaining,
    resetMs: verdict.resetMs,
    windowSeconds: window,
  }
  exchange.limits.push(state)
  return verdict.granted < cost ? refuseLimit(state) : null
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
