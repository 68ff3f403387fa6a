/** The toy country works from Sunday to Thursday and rests on the first day of each year. */
export function isToyBusinessDay(date: string): boolean {
  const at = new Date(`${date}T00:00:00Z`)
  return at.getUTCDay() <= 4 && !date.endsWith('-01-01')
}

/** The ISO date `days` toy business days after `date`. */
export function addToyBusinessDays(date: string, days: number): string {
  const at = new Date(`${date}T00:00:00Z`)
  for (let left = days; left > 0; ) {
    at.setUTCDate(at.getUTCDate() + 1)
    if (isToyBusinessDay(at.toISOString().slice(0, 10))) left--
  }
  return at.toISOString().slice(0, 10)
}
