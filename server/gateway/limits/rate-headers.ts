import type { ErrorEnvelope } from '#core/catalog/operation-descriptor.ts'
import type { LimitState } from './limit-state.ts'

/**
 * Draft-ietf-httpapi-ratelimit-headers-11 for problem APIs; for API Particulier's clients the three
 * headers they know, about the limit that is nearest. The draft may still change: this is its only writer.
 */
export function addRateHeaders(
  headers: string[],
  limits: readonly LimitState[],
  envelope: ErrorEnvelope,
  nowMs: number,
): void {
  if (limits.length === 0) return
  if (envelope === 'problem') {
    let policies = ''
    let states = ''
    for (const one of limits) {
      const separator = policies === '' ? '' : ', '
      policies += `${separator}"${one.name}";q=${one.limit};w=${one.windowSeconds}`
      states += `${separator}"${one.name}";r=${Math.max(0, one.remaining)};t=${seconds(one.resetMs)}`
    }
    headers.push('RateLimit-Policy', policies, 'RateLimit', states)
    return
  }
  let nearest = limits[0] as LimitState
  for (const one of limits) if (one.remaining < nearest.remaining) nearest = one
  headers.push('RateLimit-Limit', String(nearest.limit))
  headers.push('RateLimit-Remaining', String(Math.max(0, nearest.remaining)))
  headers.push('RateLimit-Reset', String(Math.ceil((nowMs + nearest.resetMs) / 1000)))
}

/** Whole seconds, never less than one: an answer that says 0 invites an immediate retry. */
export function seconds(milliseconds: number): number {
  return Math.max(1, Math.ceil(milliseconds / 1000))
}
