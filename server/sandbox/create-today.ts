import type { Clock } from '#core/ports/clock.ts'

/**
 * Tells the ISO calendar date it is in a time zone. The formatter is made once: one made at each call holds some 60 KB
 * that no heap limit counts, and a process under load grew by gigabytes before they were collected.
 */
export function createToday(timeZone: string, clock: Pick<Clock, 'now'>): () => string {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  return () => format.format(clock.now())
}
