import type { Clock } from '#core/ports/clock.ts'
import type { RateVerdict } from '#core/ports/rate-counter.ts'

interface ShadowWindow {
  start: number
  /** Units this gateway granted in the window, by whatever way. */
  used: number
  /** Those of them the shared counter was not told of. */
  owed: number
}

/** What one gateway granted of soft limits, so that it can go on with its share of them alone. */
export interface RateShadow {
  /** Notes units the shared counter granted, and that it now knows what it was owed. */
  granted(key: string, windowSeconds: number, cost: number): void
  /** Units granted alone that the shared counter should know of; asking for them means telling it. */
  takeOwed(key: string, windowSeconds: number): number
  /** The shared counter was not reached after all. */
  stillOwed(key: string, windowSeconds: number, units: number): void
  /** Grants from this gateway's share, `ceil(limit / gateways)` of a window. */
  alone(key: string, limit: number, windowSeconds: number, cost: number): RateVerdict
}

const maxKeys = 100_000

/**
 * Worst case of going on alone, with the limit spent by one gateway before and the shares of the others after:
 * `limit * (2 - 1 / gateways)`; with traffic spread evenly, the limit and less than one unit a gateway more.
 */
export function createRateShadow(clock: Clock, gateways: () => number): RateShadow {
  const windows = new Map<string, ShadowWindow>()

  function windowOf(key: string, windowSeconds: number): ShadowWindow {
    const length = windowSeconds * 1000
    const start = Math.floor(clock.now() / length) * length
    const known = windows.get(key)
    if (known === undefined) {
      if (windows.size >= maxKeys) windows.delete(windows.keys().next().value as string)
      const window = { start, used: 0, owed: 0 }
      windows.set(key, window)
      return window
    }
    // A clock that steps back stays in the window it had reached.
    if (known.start < start) Object.assign(known, { start, used: 0, owed: 0 })
    return known
  }

  return {
    granted(key, windowSeconds, cost) {
      windowOf(key, windowSeconds).used += cost
    },
    takeOwed(key, windowSeconds) {
      const window = windowOf(key, windowSeconds)
      const { owed } = window
      window.owed = 0
      return owed
    },
    stillOwed(key, windowSeconds, units) {
      if (units > 0) windowOf(key, windowSeconds).owed += units
    },
    alone(key, limit, windowSeconds, cost) {
      const window = windowOf(key, windowSeconds)
      const share = Math.ceil(limit / Math.max(1, gateways()))
      const granted = window.used + cost <= share ? cost : 0
      window.used += granted
      window.owed += granted
      const resetMs = Math.max(1, window.start + windowSeconds * 1000 - clock.now())
      return { granted, remaining: Math.max(0, share - window.used), resetMs }
    },
  }
}
