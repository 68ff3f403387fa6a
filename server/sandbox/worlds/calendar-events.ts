import { shiftDate } from '../shift-date.ts'

export const calendarEventTypes = [
  'month-began',
  'quotient-computed',
  'income-year-changed',
  'benefits-revalued',
  'school-year-began',
] as const

/** What the calendar does to rights and figures on a day. */
export interface CalendarEvent {
  readonly date: string
  readonly type: (typeof calendarEventTypes)[number]
}

const longestDays = 3700

/** The calendar's events after one date and up to another, in order; none when time goes back. */
export function calendarEvents(after: string, until: string): readonly CalendarEvent[] {
  const events: CalendarEvent[] = []
  let date = after
  for (let days = 0; date < until && days < longestDays; days++) {
    date = shiftDate(date, 1)
    const [, month, day] = date.split('-').map(Number) as [number, number, number]
    if (day === 1) {
      events.push({ date, type: 'month-began' })
      if (month === 1) events.push({ date, type: 'income-year-changed' })
      if (month === 4) events.push({ date, type: 'benefits-revalued' })
      if (month === 9) events.push({ date, type: 'school-year-began' })
    }
    // The CAF computes a month after its first week-end.
    const isMonday = new Date(`${date}T00:00:00Z`).getUTCDay() === 1
    if (isMonday && day >= 2 && day <= 8) events.push({ date, type: 'quotient-computed' })
  }
  return events
}

/** A date later by an ISO 8601 duration of years, months and days. The 31st becomes the last day of a short month. */
export function addDuration(date: string, duration: string): string {
  const part = (unit: string) => Number(new RegExp(`(\\d+)${unit}`).exec(duration)?.[1] ?? 0)
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  const months = year * 12 + month - 1 + part('Y') * 12 + part('M')
  const last = new Date(Date.UTC(Math.floor(months / 12), (months % 12) + 1, 0)).getUTCDate()
  const moved = new Date(Date.UTC(Math.floor(months / 12), months % 12, Math.min(day, last)))
  return shiftDate(moved.toISOString().slice(0, 10), part('D'))
}
