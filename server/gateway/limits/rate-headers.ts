import type { ErrorEnvelope } from '#core/catalog/operation-descriptor.ts'
import type { LimitState } from './limit-state.ts'

/**
 * Draft-ietf-httpapi-ratelimit-headers-11 for problem APIs; for API Particulier's clients the three
 * headers they know, about the limit that is nearest. The draft may still change: this is its only writer.
 */
export function rateHeaders(
  limits: readonly LimitState[],
  envelope: ErrorEnvelope,
  nowMs: number,
): Record<string, string> {
  const [first] = limits
  if (!first) return {}
  if (envelope === 'problem') {
    return {
      'RateLimit-Policy': limits.map((one) => `"${one.name}";q=${one.limit};w=${one.windowSeconds}`).join(', '),
      RateLimit: limits
        .map((one) => `"${one.name}";r=${Math.max(0, one.remaining)};t=${seconds(one.resetMs)}`)
        .join(', '),
    }
  }
  const nearest = limits.reduce((least, one) => (one.remaining < least.remaining ? one : least), first)
  return {
    'RateLimit-Limit': String(nearest.limit),
    'RateLimit-Remaining': String(Math.max(0, nearest.remaining)),
    'RateLimit-Reset': String(Math.ceil((nowMs + nearest.resetMs) / 1000)),
  }
}

/** Whole seconds, never less than one: an answer that says 0 invites an immediate retry. */
export function seconds(milliseconds: number): number {
  return Math.max(1, Math.ceil(milliseconds / 1000))
}
