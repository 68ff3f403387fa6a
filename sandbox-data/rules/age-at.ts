import type { Month, Person } from '../population.ts'
import { monthAt } from './month.ts'

/** Completed years in the given month; an unknown month of birth counts as January. Negative before birth. */
export function ageAt(person: Person, month: Month): number {
  return Math.floor((month - monthAt(person.birth.year, person.birth.month ?? 1)) / 12)
}
