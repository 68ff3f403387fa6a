import type { Clock } from '#core/ports/clock.ts'

/** From where on calls are turned away, so that those under way are answered in time. */
export interface OverloadLimits {
  /** Calls under way at once. What the issuer is asked may go a quarter beyond it. */
  readonly maxInProgress: number
  /** How late this process may be for what is due, milliseconds ... */
  readonly maxLagMs: number
  /** ... for how long, before it turns calls away: one pause alone is no overload. Milliseconds. */
  readonly sustainedMs: number
}

export const defaultOverloadLimits: OverloadLimits = { maxInProgress: 1000, maxLagMs: 500, sustainedMs: 1000 }

export interface OverloadGuard extends Disposable {
  /** Whether one more may begin while `inProgress` are under way. Tokens go before calls: without one nobody recovers. */
  admits(kind: 'call' | 'token', inProgress: number): boolean
}

const lookEveryMs = 50

/** Looks at the lateness of its own timer. One that is on time ends what was thought of as overload. */
export function createOverloadGuard(clock: Clock, limits: OverloadLimits = defaultOverloadLimits): OverloadGuard {
  let due = clock.monotonic() + lookEveryMs
  let lateSince: number | null = null
  let isLate = false
  const timer = setInterval(() => {
    const now = clock.monotonic()
    const lag = now - due
    due = now + lookEveryMs
    if (lag <= limits.maxLagMs) lateSince = null
    else lateSince ??= now
    isLate = lateSince !== null && now - lateSince >= limits.sustainedMs
  }, lookEveryMs).unref()
  return {
    admits: (kind, inProgress) =>
      kind === 'token' ? inProgress <= limits.maxInProgress * 1.25 : inProgress <= limits.maxInProgress && !isLate,
    [Symbol.dispose]: () => clearInterval(timer),
  }
}
