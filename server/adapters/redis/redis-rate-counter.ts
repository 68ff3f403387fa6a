import { randomUUID } from 'node:crypto'
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import { Unavailable } from '#core/errors.ts'
import type { Clock } from '#core/ports/clock.ts'
import type { RateCounter, RateVerdict } from '#core/ports/rate-counter.ts'
import { createBoundedMap } from '#kit/bounded-map.ts'
import { grantScript } from './grant-script.ts'
import { createRateShadow } from './rate-shadow.ts'
import type { RedisConnection } from './redis-connection.ts'
import { TimedOut, withinTime } from './within-time.ts'

/** What an operator should hear at once: the server answers again, fell silent, or lost the counts it held. */
export type CounterEvent = 'answers' | 'silent' | 'counts-lost'

export interface RedisRateCounterDeps {
  readonly connection: RedisConnection
  readonly clock: Clock
  readonly keyPrefix: string
  readonly timeoutMs?: number
  /** Gateways that share the limits; 1 when absent. */
  readonly gateways?: () => number
  readonly onEvent?: (event: CounterEvent) => void
}

type Answer = readonly [used: number, leftMs: number, memory: string, decided: number]

/** A server that did not answer in time is tried by one call in so long; the others do not wait for it. */
const probeEveryMs = 500

/** The counts of the running window are lost: nobody can say what is left of it. */
class CountsLost extends Error {
  /** Milliseconds until a window that nothing was lost of begins. */
  readonly resetMs: number

  constructor(resetMs: number) {
    super('the counts of this window were lost')
    this.resetMs = resetMs
  }
}

function undecided(cause: unknown): Unavailable {
  const detail = 'The shared counters cannot decide now.'
  const extensions = cause instanceof CountsLost ? { retry_after: Math.ceil(cause.resetMs / 1000) } : {}
  return new Unavailable({ problem: 'quota-undecided', detail, extensions, cause })
}

/**
 * Counts for all gateways. Each call races our own timer: the driver's is not kept once a command is written.
 * While nothing can be decided, hard limits refuse and soft ones go on with this gateway's share.
 */
export function createRedisRateCounter(deps: RedisRateCounterDeps): RateCounter {
  const { connection, clock, keyPrefix, timeoutMs = 100 } = deps
  const limiters = createBoundedMap<string, RateLimiterRedis>(1000)
  const shadow = createRateShadow(clock, deps.gateways ?? (() => 1))
  const runOf = createRunReader(connection)
  let memory = ''
  let misses = 0
  let isSilent = false
  let nextProbeAt = 0
  let toldOfLoss = ''

  function heard(): void {
    if (isSilent) deps.onEvent?.('answers')
    isSilent = false
  }

  /** The library's client, for one call: the script also gets the marker of the memory, and tells what it found. */
  function clientOf(owed: number) {
    return {
      get isReady() {
        return connection.client.isReady
      },
      async eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<Answer> {
        const answer = (await connection.client.eval(script, {
          keys: [...options.keys, `${keyPrefix}rate-memory`],
          arguments: [...options.arguments, memory, randomUUID(), await runOf(), String(owed)],
        })) as unknown as Answer
        memory = answer[2]
        if (answer[3] === 0) throw new CountsLost(answer[1])
        return answer
      },
    }
  }

  function limiterOf(limit: number, windowSeconds: number, owed: number): RateLimiterRedis {
    const name = `${limit}/${windowSeconds}`
    const known = owed === 0 ? limiters.get(name) : undefined
    if (known) return known
    const limiter = new RateLimiterRedis({
      storeClient: clientOf(owed),
      useRedisPackage: true,
      rejectIfRedisNotReady: true,
      customIncrTtlLuaScript: grantScript,
      keyPrefix: `${keyPrefix}rate`,
      points: limit,
      duration: windowSeconds,
    })
    if (owed === 0) limiters.set(name, limiter)
    return limiter
  }

  async function ask(name: string, limit: number, windowSeconds: number, cost: number, owed: number) {
    const answer = await limiterOf(limit, windowSeconds, owed)
      .consume(name, cost)
      .catch((refusal: unknown) => {
        if (refusal instanceof RateLimiterRes) return refusal
        throw refusal
      })
    const resetMs = Math.max(1, answer.msBeforeNext)
    if (answer.consumedPoints <= limit) return { granted: cost, remaining: limit - answer.consumedPoints, resetMs }
    return { granted: 0, remaining: answer.consumedPoints - limit - 1, resetMs }
  }

  function missed(cause: unknown): void {
    if (cause instanceof CountsLost) {
      heard()
      if (toldOfLoss !== memory) deps.onEvent?.('counts-lost')
      toldOfLoss = memory
      return
    }
    if (!isSilent) deps.onEvent?.('silent')
    isSilent = true
    if (!(cause instanceof TimedOut)) return
    misses += 1
    if (misses < 2) return
    nextProbeAt = clock.monotonic() + probeEveryMs
    if (misses % 2 === 0) connection.recycle()
  }

  async function take(
    key: string,
    limit: number,
    windowSeconds: number,
    cost: number,
    hard = true,
  ): Promise<RateVerdict> {
    if (cost > limit) return { granted: 0, remaining: limit, resetMs: windowSeconds * 1000 }
    // The period is in the key: a plan that changes from minutes to seconds starts a counter of its own.
    const name = `${key}:${windowSeconds}s`
    const owed = hard ? 0 : shadow.takeOwed(name, windowSeconds)
    try {
      if (misses >= 2) {
        if (clock.monotonic() < nextProbeAt) throw new Error('the server is known to be silent')
        nextProbeAt = clock.monotonic() + probeEveryMs
      }
      const verdict = await withinTime(ask(name, limit, windowSeconds, cost, owed), timeoutMs)
      misses = 0
      heard()
      if (!hard) shadow.granted(name, windowSeconds, verdict.granted)
      return verdict
    } catch (cause) {
      missed(cause)
      if (!hard) {
        shadow.stillOwed(name, windowSeconds, owed)
        return shadow.alone(name, limit, windowSeconds, cost)
      }
      throw undecided(cause)
    }
  }

  return { scope: 'cluster', take }
}

/** The server's run: asked once for each connection, since a connection never outlives a run. */
function createRunReader({ client }: RedisConnection): () => Promise<string> {
  let run: Promise<string> | null = null
  client.on('ready', () => {
    run = null
  })
  return () => {
    if (run !== null) return run
    const asked = client.info('server').then((text) => {
      const found = /^run_id:(\w+)/m.exec(String(text))?.[1]
      if (found === undefined) throw new Error('the server does not tell its run_id')
      return found
    })
    run = asked
    asked.catch(() => {
      if (run === asked) run = null
    })
    return asked
  }
}
