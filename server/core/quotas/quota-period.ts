import type { QuotaKey } from './lease.ts'

/** A calendar day or month of the pack's time zone. `id` is `2026-03-29` or `2026-03`; `endsAt` is in epoch milliseconds. */
export interface QuotaPeriod {
  readonly id: string
  readonly endsAt: number
}

const secondMs = 1_000
const hourMs = 3_600_000

/** Gives the period that an instant (epoch milliseconds) belongs to. */
export type QuotaPeriods = (period: QuotaKey['period'], at: number) => QuotaPeriod

function dayAfter(date: string): string {
  const [year, month, day] = date.split('-').map(Number)
  return new Date(Date.UTC(year!, month! - 1, day! + 1)).toISOString().slice(0, 10)
}

function monthAfter(date: string): string {
  const [year, month] = date.split('-').map(Number)
  return new Date(Date.UTC(year!, month!, 1)).toISOString().slice(0, 10)
}

/**
 * Periods of an IANA time zone. A day has 23, 24 or 25 hours; it begins at the first instant whose local date it
 * is, which is not midnight where the clock is put forward at midnight.
 */
export function createQuotaPeriods(timeZone: string): QuotaPeriods {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  const cached = new Map<QuotaKey['period'], QuotaPeriod & { readonly startsAt: number }>()

  function localDate(at: number): string {
    return format.format(at)
  }

  /** First whole second whose local date is `date` or later: local dates never step back. */
  function startOf(date: string): number {
    let before = Date.parse(`${date}T00:00:00Z`) - 16 * hourMs
    let after = before + 32 * hourMs
    while (after - before > secondMs) {
      const middle = before + Math.floor((after - before) / 2 / secondMs) * secondMs
      if (localDate(middle) >= date) after = middle
      else before = middle
    }
    return after
  }

  return (period, at) => {
    const known = cached.get(period)
    if (known !== undefined && at >= known.startsAt && at < known.endsAt) return known
    const date = localDate(at)
    const first = period === 'day' ? date : `${date.slice(0, 7)}-01`
    const next = period === 'day' ? dayAfter(date) : monthAfter(date)
    const found = {
      id: period === 'day' ? date : date.slice(0, 7),
      startsAt: startOf(first),
      endsAt: startOf(next),
    }
    cached.set(period, found)
    return found
  }
}
