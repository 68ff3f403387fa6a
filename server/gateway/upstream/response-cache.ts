import { createHash } from 'node:crypto'
import type { Clock } from '#core/ports/clock.ts'
import type { Exchange } from '../exchange.ts'
import type { Rules } from '../routing/rules.ts'

/** An answer kept for its grant. Never changed: the exchanges that take it share it. */
export interface KeptAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}

/** Answers of operations that their API declares cacheable, in the memory of this process alone. */
export interface ResponseCache {
  /** Null when it may not be taken from the cache, or is not there. */
  get(key: string, exchange: Exchange): { readonly answer: KeptAnswer; readonly expiresInSeconds: number } | null
  set(key: string, exchange: Exchange, answer: KeptAnswer, seconds: number): void
  /** Drops what grants obtained that are gone, suspended or changed. */
  follow(rules: Rules): void
  readonly bytes: number
}

interface Entry {
  readonly answer: KeptAnswer
  readonly expiresAt: number
  readonly size: number
  readonly grantId: string
  readonly generation: number
}

const maxBytes = 32 * 1024 * 1024
const maxEntryBytes = 256 * 1024

/**
 * The key of a call's answer: its grant and generation, and everything the provider would be told but what is new in
 * each call. Two grants never share one.
 */
export function cacheKey(exchange: Exchange, path: string, headers: Readonly<Record<string, string>>): string {
  const perCall = new Set(['traceparent', 'x-correlation-id', 'octroi-request-id'])
  const told = Object.entries(headers)
    .filter(([name]) => !perCall.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
  const { grant, request, upstreamBody } = exchange
  const parts = [grant?.id, grant?.state.generation, request.method, path, upstreamBody, told]
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url')
}

/** Bounded in bytes: the answer that was used longest ago leaves first. What a revoked grant obtained leaves at once. */
export function createResponseCache(clock: Clock, limit = maxBytes): ResponseCache {
  const entries = new Map<string, Entry>()
  let bytes = 0
  let swept: Rules['view']['states']['grant'] | null = null

  function drop(key: string, entry: Entry): void {
    entries.delete(key)
    bytes -= entry.size
  }

  /** The grants of the snapshot change together: one look over the entries for each change is enough. */
  function follow({ view }: Rules): void {
    if (view.states.grant === swept) return
    swept = view.states.grant
    for (const [key, entry] of entries) {
      const grant = swept.get(entry.grantId)
      if (grant?.state !== 'active' || grant.generation !== entry.generation) drop(key, entry)
    }
  }

  return {
    follow,
    get bytes() {
      return bytes
    },
    get(key, exchange) {
      const entry = entries.get(key)
      if (entry === undefined || asksFresh(exchange)) return null
      const leftMs = entry.expiresAt - clock.monotonic()
      entries.delete(key)
      if (leftMs <= 0) {
        bytes -= entry.size
        return null
      }
      entries.set(key, entry)
      return { answer: entry.answer, expiresInSeconds: Math.ceil(leftMs / 1000) }
    },
    set(key, exchange, answer, seconds) {
      const { grant } = exchange
      const size = answer.body.length + 1024
      const lifetime = Math.min(seconds, providerLimit(answer.headers['cache-control']))
      if (grant === null || answer.status !== 200 || size > maxEntryBytes || lifetime <= 0) return
      const known = entries.get(key)
      if (known) drop(key, known)
      const expiresAt = clock.monotonic() + lifetime * 1000
      entries.set(key, { answer, expiresAt, size, grantId: grant.id, generation: grant.state.generation })
      bytes += size
      for (const [oldest, entry] of entries) {
        if (bytes <= limit) break
        drop(oldest, entry)
      }
    },
  }
}

/** A caller may ask past the cache (RFC 9111 section 5.2.1). */
function asksFresh({ request }: Exchange): boolean {
  const asked = request.headers['cache-control']
  return typeof asked === 'string' && /\b(?:no-cache|no-store)\b/i.test(asked)
}

/** Seconds the provider itself allows, when it says so; `private` is what a cache of one grant is. */
function providerLimit(header: string | string[] | undefined): number {
  if (header === undefined) return Number.POSITIVE_INFINITY
  const text = String(header)
  if (/\b(?:no-store|no-cache)\b/i.test(text)) return 0
  const age = /\b(?:max-age)\s*=\s*(\d{1,9})/i.exec(text)?.[1]
  return age === undefined ? Number.POSITIVE_INFINITY : Number(age)
}
