import { Unavailable } from '#core/errors.ts'
import type { Clock } from '#core/ports/clock.ts'
import type { RateCounter } from '#core/ports/rate-counter.ts'

interface Window {
  start: number
  endsAt: number
  used: number
}

/** Counts in this process: exact for one gateway. Bounded: when full of running windows it refuses instead of forgetting. */
export function createMemoryRateCounter(deps: { readonly clock: Clock; readonly maxKeys?: number }): RateCounter {
  const { clock, maxKeys = 200_000 } = deps
  const windows = new Map<string, Window>()

  function dropEnded(now: number): void {
    for (const [key, window] of windows) if (window.endsAt <= now) windows.delete(key)
    if (windows.size >= maxKeys)
      throw new Unavailable({ problem: 'quota-undecided', detail: 'Too many limits at once.' })
  }

  return {
    scope: 'process',
    take(key, limit, windowSeconds, cost) {
      const now = clock.now()
      const length = windowSeconds * 1000
      const start = Math.floor(now / length) * length
      const name = `${key}/${windowSeconds}`
      let window = windows.get(name)
      if (!window) {
        if (windows.size >= maxKeys) dropEnded(now)
        window = { start, endsAt: start + length, used: 0 }
        windows.set(name, window)
      } else if (window.start < start) {
        // A clock that steps back stays in the window it had reached: no second allowance.
        window.start = start
        window.endsAt = start + length
        window.used = 0
      }
      const granted = window.used + cost <= limit ? cost : 0
      window.used += granted
      return { granted, remaining: Math.max(0, limit - window.used), resetMs: Math.max(1, window.endsAt - now) }
    },
  }
}
