import type { Exchange } from '../exchange.ts'
import type { GatewayContext } from '../gateway-context.ts'
import { upstreamHeaders } from './request-headers.ts'
import { cacheKey } from './response-cache.ts'

/**
 * Seconds for which the answer of this call may be repeated to its grant, or 0. The sandbox always asks: its answers
 * change with what a developer sets.
 */
export function repeatableSeconds({ operation }: Exchange, gateway: GatewayContext): number {
  if (operation?.operation.cache_seconds === undefined) return 0
  return gateway.deps.configuration.environment === 'production' ? operation.operation.cache_seconds : 0
}

/** Takes the answer from the cache where it is there; else sees to it that the one to come is kept. */
export function repeatAnswer(exchange: Exchange, gateway: GatewayContext, seconds: number): boolean {
  const { answers, deps } = gateway
  const path = `${exchange.path}?${exchange.upstreamQuery}`
  const key = cacheKey(exchange, path, upstreamHeaders(exchange, deps.configuration.environment))
  const kept = answers.get(key, exchange)
  if (kept) {
    const told = { 'x-response-cached': 'true', 'x-cache-expires-in': String(kept.expiresInSeconds) }
    exchange.upstream = { ...kept.answer, headers: { ...kept.answer.headers, ...told } }
    return true
  }
  exchange.releases.push(() => {
    const { upstream, refused } = exchange
    // One that breaks the contract, or that another phase withheld, is asked for again.
    if (refused || !upstream || !Buffer.isBuffer(upstream.body)) return
    answers.set(key, exchange, { status: upstream.status, headers: upstream.headers, body: upstream.body }, seconds)
  })
  return false
}
