import { frenchHolidays } from './french-holidays.ts'

const dayMs = 86_400_000

/** Milliseconds at midnight UTC of an ISO calendar date. @throws RangeError when it is not one. */
function midnight(date: string): number {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== date) {
    throw new RangeError(`${date} is not an ISO calendar date`)
  }
  return at
}

/** Whether a date is worked in French administrations: Monday to Friday, public holidays apart. */
export function isFrenchBusinessDay(date: string): boolean {
  const weekday = new Date(midnight(date)).getUTCDay()
  return weekday !== 0 && weekday !== 6 && !frenchHolidays(Number(date.slice(0, 4))).has(date)
}

/** The ISO date `days` business days after `date`; `date` itself need not be one and is never counted. */
export function addFrenchBusinessDays(date: string, days: number): string {
  let current = date
  for (let left = days; left > 0; ) {
    current = new Date(midnight(current) + dayMs).toISOString().slice(0, 10)
    if (isFrenchBusinessDay(current)) left--
  }
  return current
}
