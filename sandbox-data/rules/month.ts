import type { Month } from '../population.ts'

/** The month of an ISO date or `YYYY-MM`. */
export function monthOf(date: string): Month {
  const match = /^(\d{4})-(\d{2})/.exec(date)
  if (!match) throw new RangeError(`${date} is not a month`)
  return monthAt(Number(match[1]), Number(match[2]))
}

/** `month` counts from 1. */
export function monthAt(year: number, month: number): Month {
  return year * 12 + month - 1
}

export function yearOf(month: Month): number {
  return Math.floor(month / 12)
}

/** 1 to 12. */
export function monthInYear(month: Month): number {
  return (month % 12) + 1
}

/** ISO date of the first day. */
export function firstDayOf(month: Month): string {
  return `${yearOf(month)}-${String(monthInYear(month)).padStart(2, '0')}-01`
}

/** The calendar year in which the school year of a month began: school years begin in September. */
export function academicYearOf(month: Month): number {
  return yearOf(month - 8)
}
