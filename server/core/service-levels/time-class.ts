import type { CountryPack } from '../ports/country-pack.ts'

/** The two classes a promise is made for: office hours of business days, and all the rest. */
export const timeClasses = ['office', 'other'] as const
export type TimeClass = (typeof timeClasses)[number]

/** The class of an instant in epoch milliseconds. Borders lie on quarters of an hour, as those of every time zone do. */
export type TimeClassOf = (instant: number) => TimeClass

export const quarterMs = 15 * 60_000

/** Quarters that are remembered: a month and a day of them. */
const maxKnown = 4 * 24 * 32

/** Office hours, business days and holidays are those of the pack, in its time zone. */
export function createTimeClasses(pack: Pick<CountryPack, 'timeZone' | 'officeHours' | 'isBusinessDay'>): TimeClassOf {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: pack.timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  })
  const known = new Map<number, TimeClass>()

  function classAt(instant: number): TimeClass {
    const [date = '', time = ''] = format.format(instant).split(' ')
    const isOpen = time >= pack.officeHours.from && time < pack.officeHours.to
    return isOpen && pack.isBusinessDay(date) ? 'office' : 'other'
  }

  return (instant) => {
    const quarter = Math.floor(instant / quarterMs)
    let found = known.get(quarter)
    if (found === undefined) {
      found = classAt(quarter * quarterMs)
      if (known.size >= maxKnown) known.clear()
      known.set(quarter, found)
    }
    return found
  }
}
