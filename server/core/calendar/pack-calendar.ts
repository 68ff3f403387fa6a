import type { CountryPack } from '../ports/country-pack.ts'
import { createQuotaPeriods } from '../quotas/quota-period.ts'

/** Calendar days as the country of the pack lives them. Dates are ISO 8601 calendar dates. */
export interface PackCalendar {
  /** The date at an instant in epoch milliseconds. */
  dateAt(instant: number): string
  /** ISO 8601 UTC instant at which the date is over. */
  endOf(date: string): string
  /** ISO 8601 UTC end of the business day that is `days` business days after the date at `instant`. */
  businessDeadline(instant: number, days: number): string
  /** Business days after the date at `instant` until the ISO 8601 instant; negative when it is past. Counts a year at most. */
  businessDaysUntil(instant: number, until: string): number
}

const halfDayMs = 12 * 3_600_000

export function createPackCalendar(pack: CountryPack): PackCalendar {
  const periods = createQuotaPeriods(pack.timeZone)

  function endOf(date: string): string {
    const noon = Date.parse(`${date}T12:00:00Z`)
    // Zones reach from UTC-12 to UTC+14, so the local day of noon UTC may be a neighbour.
    const day = [noon, noon - halfDayMs, noon + halfDayMs]
      .map((instant) => periods('day', instant))
      .find((period) => period.id === date)
    return new Date(day?.endsAt ?? noon + halfDayMs).toISOString()
  }

  return {
    dateAt: (instant) => periods('day', instant).id,
    endOf,
    businessDeadline: (instant, days) => endOf(pack.addBusinessDays(periods('day', instant).id, days)),
    businessDaysUntil(instant, until) {
      const today = periods('day', instant).id
      const last = periods('day', Date.parse(until) - 1).id
      const count = (from: string, to: string) => {
        let days = 0
        for (let date = nextDate(from), seen = 0; date <= to && seen < 366; date = nextDate(date), seen += 1) {
          if (pack.isBusinessDay(date)) days += 1
        }
        return days
      }
      return last >= today ? count(today, last) : -count(last, today)
    },
  }
}

function nextDate(date: string): string {
  return new Date(Date.parse(`${date}T12:00:00Z`) + 2 * halfDayMs).toISOString().slice(0, 10)
}
