import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import { Unavailable } from '#core/errors.ts'
import type { Clock } from '#core/ports/clock.ts'
import type { RateCounter, RateVerdict } from '#core/ports/rate-counter.ts'
import { createBoundedMap } from '#kit/bounded-map.ts'
import type { RedisConnection } from './redis-connection.ts'

/**
 * Grants a call's whole cost or nothing: the library's own script counts refused points and can strand
 * the rest of a limit. Windows follow the server's clock, the one clock all gateways share. A refusal is
 * told as more than the limit, with what is left on top (`limit + 1 + left`).
 */
const grantScript = `
local cost, seconds, limit = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local window = math.floor(now / (seconds * 1000))
local left_ms = (window + 1) * seconds * 1000 - now
local held = redis.call('HMGET', KEYS[1], 'window', 'used')
local used = 0
if held[1] and tonumber(held[1]) >= window then used = tonumber(held[2]) end
if used + cost > limit then return { limit + 1 + math.max(0, limit - used), left_ms } end
redis.call('HSET', KEYS[1], 'window', window, 'used', used + cost)
redis.call('PEXPIRE', KEYS[1], left_ms + 1000)
return { used + cost, left_ms }`

/** Counts for all gateways. Each call races our own timer: the driver's is not kept once a command is written. */
export function createRedisRateCounter(deps: {
  readonly connection: RedisConnection
  readonly clock: Clock
  readonly keyPrefix: string
  readonly timeoutMs?: number
}): RateCounter {
  const { connection, clock, keyPrefix, timeoutMs = 100 } = deps
  const limiters = createBoundedMap<string, RateLimiterRedis>(1000)
  const run = createRunWatch(connection, clock)
  let misses = 0

  function limiterOf(limit: number, windowSeconds: number): RateLimiterRedis {
    const name = `${limit}/${windowSeconds}`
    const known = limiters.get(name)
    if (known) return known
    const limiter = new RateLimiterRedis({
      storeClient: connection.client,
      useRedisPackage: true,
      rejectIfRedisNotReady: true,
      customIncrTtlLuaScript: grantScript,
      keyPrefix: `${keyPrefix}rate`,
      points: limit,
      duration: windowSeconds,
    })
    limiters.set(name, limiter)
    return limiter
  }

  async function ask(key: string, limit: number, windowSeconds: number, cost: number): Promise<RateVerdict> {
    await run.check(windowSeconds)
    // The period is in the key: a plan that changes from minutes to seconds starts a counter of its own.
    const answer = await limiterOf(limit, windowSeconds)
      .consume(`${key}:${windowSeconds}s`, cost)
      .catch((refusal: unknown) => {
        if (refusal instanceof RateLimiterRes) return refusal
        throw refusal
      })
    const resetMs = Math.max(1, answer.msBeforeNext)
    if (answer.consumedPoints <= limit) return { granted: cost, remaining: limit - answer.consumedPoints, resetMs }
    return { granted: 0, remaining: answer.consumedPoints - limit - 1, resetMs }
  }

  return {
    scope: 'cluster',
    async take(key, limit, windowSeconds, cost) {
      if (cost > limit) return { granted: 0, remaining: limit, resetMs: windowSeconds * 1000 }
      try {
        const verdict = await withTimeout(ask(key, limit, windowSeconds, cost), timeoutMs)
        misses = 0
        return verdict
      } catch (cause) {
        if (cause instanceof TimedOut) misses += 1
        if (misses >= 2) {
          misses = 0
          connection.recycle()
        }
        throw new Unavailable({ problem: 'quota-undecided', detail: 'The shared counters do not answer.', cause })
      }
    },
  }
}

/**
 * Notices that the server began a new life and may have forgotten the running windows: until they end
 * nothing is decided, so that no limit is granted twice.
 */
function createRunWatch(connection: RedisConnection, clock: Clock): { check(windowSeconds: number): Promise<void> } {
  let runId: string | null = null
  let isKnown = false
  let forgotAt = Number.NEGATIVE_INFINITY
  connection.client.on('ready', () => {
    isKnown = false
  })
  return {
    async check(windowSeconds) {
      if (!isKnown) {
        const found = /^run_id:(\w+)/m.exec(String(await connection.client.info('server')))?.[1] ?? null
        if (runId !== null && found !== runId) forgotAt = clock.now()
        runId = found
        isKnown = found !== null
      }
      const length = windowSeconds * 1000
      if (Math.floor(forgotAt / length) === Math.floor(clock.now() / length))
        throw new Error('the counters were lost in this window')
    },
  }
}

class TimedOut extends Error {}

async function withTimeout<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const expiry = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new TimedOut(`no answer within ${timeoutMs} ms`)), timeoutMs)
  })
  try {
    return await Promise.race([work, expiry])
  } finally {
    clearTimeout(timer)
    work.catch(() => undefined)
  }
}
