import type { Clock } from '#core/ports/clock.ts'

/** A clock that moves only when told. Both of its hands move together. */
export interface FakeClock extends Clock {
  advance(ms: number): void
}

export function createFakeClock(now = Date.now()): FakeClock {
  let moved = 0
  return {
    now: () => now + moved,
    monotonic: () => 1_000 + moved,
    advance: (ms) => {
      moved += ms
    },
  }
}
