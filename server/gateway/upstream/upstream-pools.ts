import type { buildConnector, Pool } from 'undici'
import type { Clock } from '#core/ports/clock.ts'
import type { AddressRules } from '#kit/address-rules.ts'
import { PlainPool } from '../fast-path/plain-pool.ts'
import { AddressRefused, createCheckedLookup, isLiteralRefused } from './checked-lookup.ts'
import { type CircuitBreaker, createCircuitBreaker } from './circuit-breaker.ts'

export interface Upstream {
  /** Opened when first asked for: where the fast path speaks to every upstream, undici is not even loaded. */
  readonly pool: () => Promise<Pool>
  /** Ends its connections: after what is in progress, or at once. */
  readonly close: (isAtOnce: boolean) => Promise<void>
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
  /** Every origin that was used, and whether it is left alone now. */
  circuits(): readonly { readonly upstream: string; readonly isOpen: boolean }[]
}

/** What this gateway shows a provider that asks for a certificate, and whom it believes there. PEM. */
export interface ProviderCertificate {
  readonly cert: Buffer
  readonly key: Buffer
  /** The authorities of the provider's own certificate, in place of the system's. */
  readonly ca?: Buffer
}

/** By host name, asked at each new connection, so that a renewed certificate serves from the next one on. */
export type ProviderCertificates = (hostname: string) => ProviderCertificate | null

const maxPools = 500
/** The longest deadline an API may declare. */
const longestExchangeMs = 60_000

/** `internalOrigins` are our own processes and skip the address check. */
export function createUpstreamPools(
  rules: AddressRules,
  internalOrigins: readonly string[],
  clock: Clock,
  isFast: boolean,
  certificateFor: ProviderCertificates = () => null,
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
    const openPool = async (): Promise<Pool> => {
      const undici = await import('undici')
      return new undici.Pool(url.origin, {
        connections: 64,
        pipelining: 1,
        allowH2: false,
        // The deadline of the call is shorter, and its API's own.
        headersTimeout: longestExchangeMs,
        bodyTimeout: longestExchangeMs,
        keepAliveTimeout: 4000,
        strictContentLength: true,
        maxHeaderSize: 16 * 1024,
        connect: connectorOf(undici, url.hostname, { timeout: 2000, ...lookup }, certificateFor),
      })
    }
    let pool: Promise<Pool> | null = null
    const plain =
      isFast && url.protocol === 'http:'
        ? new PlainPool({ origin: url, ...lookup, maxConnections: 64, idleMs: 4000, connectMs: 2000 })
        : null
    return {
      pool: () => {
        pool ??= openPool()
        return pool
      },
      plain,
      breaker: createCircuitBreaker(clock),
      async close(isAtOnce) {
        plain?.close()
        const opened = await pool
        await (isAtOnce ? opened?.destroy() : opened?.close())
      },
    }
  }

  function evictOldest(): void {
    const oldest = pools.entries().next()
    if (oldest.done) return
    pools.delete(oldest.value[0])
    oldest.value[1].close(false).catch(() => {})
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
    circuits: () => Array.from(pools, ([upstream, { breaker }]) => ({ upstream, isOpen: breaker.isOpen() })),
    async [Symbol.asyncDispose]() {
      await Promise.all([...pools.values()].map((upstream) => upstream.close(true).catch(() => {})))
      pools.clear()
    },
  }
}

/** Undici's own connector, with the certificate this host is shown. One that cannot be read fails the connection. */
function connectorOf(
  undici: { readonly buildConnector: typeof buildConnector },
  hostname: string,
  options: buildConnector.BuildOptions,
  certificateFor: ProviderCertificates,
): buildConnector.connector {
  const plain = undici.buildConnector({ ...options, allowH2: false })
  return (target, callback) => {
    try {
      const certificate = certificateFor(hostname)
      const connect =
        certificate === null ? plain : undici.buildConnector({ ...options, ...certificate, allowH2: false })
      connect(target, callback)
    } catch (error) {
      callback(error instanceof Error ? error : new Error(String(error)), null)
    }
  }
}
