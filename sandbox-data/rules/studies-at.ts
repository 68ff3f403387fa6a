import type { Month, Person, Studies } from '../population.ts'
import { isAlive } from './household-at.ts'
import { academicYearOf } from './month.ts'

/** The higher studies a person follows in a month, or null. */
export function studiesAt(person: Person, month: Month): Studies | null {
  const { studies } = person
  const year = academicYearOf(month)
  if (studies === null || year < studies.first_year || year > studies.last_year) return null
  return isAlive(person, month) ? studies : null
}
