import type { Clock } from '#core/ports/clock.ts'

/** The ISO calendar date it is in a time zone. */
export function todayIn(timeZone: string, clock: Clock): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    clock.now(),
  )
}
