import { easterSunday } from './easter-sunday.ts'

/** Month and day of the holidays with a fixed date (code du travail, article L3133-1). */
const fixed = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25']

/** Days after Easter Sunday: Easter Monday, Ascension, Whit Monday. */
const afterEaster = [1, 39, 50]

/** The ISO dates of a year's public holidays of metropolitan France; those of Alsace-Moselle and overseas are not in it. */
export function frenchHolidays(year: number): ReadonlySet<string> {
  const easter = easterSunday(year)
  const moving = afterEaster.map((days) => new Date((easter + days) * 86_400_000).toISOString().slice(0, 10))
  return new Set([...fixed.map((day) => `${String(year).padStart(4, '0')}-${day}`), ...moving])
}
