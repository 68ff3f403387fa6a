import type { Clock } from '#core/ports/clock.ts'

/** Stops asking an upstream that does not answer, then lets one call try. */
export interface CircuitBreaker {
  /** Milliseconds to wait while the circuit is open, or null when the call may go. */
  admit(): number | null
  isOpen(): boolean
  succeeded(): void
  failed(): void
  /** A check beside the calls went well: the next call need not be a trial. */
  recovered(): void
}

/** Opens after `threshold` failures in a row, for `openMs`; then one trial call decides. */
export function createCircuitBreaker(clock: Clock, threshold = 10, openMs = 5000): CircuitBreaker {
  let failures = 0
  let openUntil = 0
  return {
    admit() {
      if (failures < threshold) return null
      const now = clock.monotonic()
      if (now < openUntil) return openUntil - now
      openUntil = now + openMs
      return null
    },
    isOpen: () => failures >= threshold,
    succeeded() {
      failures = 0
    },
    recovered() {
      if (failures >= threshold) failures = 0
    },
    failed() {
      failures += 1
      if (failures >= threshold) openUntil = clock.monotonic() + openMs
    },
  }
}
