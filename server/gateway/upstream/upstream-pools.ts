import { Pool } from 'undici'
import type { Clock } from '#core/ports/clock.ts'
import type { AddressRules } from '#kit/address-rules.ts'
import { PlainPool } from '../fast-path/plain-pool.ts'
import { AddressRefused, createCheckedLookup, isLiteralRefused } from './checked-lookup.ts'
import { type CircuitBreaker, createCircuitBreaker } from './circuit-breaker.ts'

export interface Upstream {
  readonly pool: Pool
  /** Set where the fast path speaks to this upstream instead of the pool. */
  readonly plain: PlainPool | null
  readonly breaker: CircuitBreaker
}

/** One connection pool for each upstream origin, opened when first needed. */
export interface UpstreamPools extends AsyncDisposable {
  /**
   * @throws AddressRefused when the origin is a literal special-use address that is not allowed.
   * @throws TypeError when the URL is not http or https.
   */
  get(origin: string): Upstream
}

const maxPools = 500

/** `internalOrigins` are our own processes and skip the address check. */
export function createUpstreamPools(
  rules: AddressRules,
  internalOrigins: readonly string[],
  clock: Clock,
  isFast: boolean,
): UpstreamPools {
  const pools = new Map<string, Upstream>()
  const internal = new Set(internalOrigins.map((origin) => new URL(origin).origin))

  function open(origin: string): Upstream {
    const url = new URL(origin)
    if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new TypeError('an upstream is http or https')
    const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
    const isInternal = internal.has(url.origin)
    if (!isInternal && isLiteralRefused(url.hostname, port, rules))
      throw new AddressRefused('the upstream address is not allowed')
    const lookup = isInternal ? {} : { lookup: createCheckedLookup(rules, port) }
    const pool = new Pool(url.origin, {
      connections: 64,
      pipelining: 1,
      allowH2: false,
      headersTimeout: 10_000,
      bodyTimeout: 30_000,
      keepAliveTimeout: 4000,
      strictContentLength: true,
      maxHeaderSize: 16 * 1024,
      connect: { timeout: 2000, ...lookup },
    })
    const plain =
      isFast && url.protocol === 'http:'
        ? new PlainPool({ origin: url, ...lookup, maxConnections: 64, idleMs: 4000, connectMs: 2000 })
        : null
    return { pool, plain, breaker: createCircuitBreaker(clock) }
  }

  function evictOldest(): void {
    const oldest = pools.entries().next()
    if (oldest.done) return
    pools.delete(oldest.value[0])
    oldest.value[1].plain?.close()
    oldest.value[1].pool.close().catch(() => {})
  }

  return {
    get(origin) {
      const known = pools.get(origin)
      if (known) return known
      const opened = open(origin)
      if (pools.size >= maxPools) evictOldest()
      pools.set(origin, opened)
      return opened
    },
    async [Symbol.asyncDispose]() {
      for (const { plain } of pools.values()) plain?.close()
      await Promise.all([...pools.values()].map(({ pool }) => pool.destroy().catch(() => {})))
      pools.clear()
    },
  }
}
