import type { Household, Month, Person } from '../population.ts'
import { ageAt } from './age-at.ts'
import { rates } from './rates.ts'

export interface HouseholdAt {
  readonly adults: readonly Person[]
  /** Born, and under the age at which family benefits stop. */
  readonly children: readonly Person[]
  readonly isLoneParent: boolean
}

/** Up to and with the month of death. */
export function isAlive(person: Person, month: Month): boolean {
  return person.died === null || month <= person.died
}

/** Who lives in the household in a month. */
export function householdAt(household: Household, month: Month): HouseholdAt {
  const adults = household.persons.filter((person) => person.role === 'adult' && isAlive(person, month))
  const children = household.persons.filter((person) => {
    const age = ageAt(person, month)
    return person.role === 'child' && isAlive(person, month) && age >= 0 && age < rates.child_age_limit
  })
  return { adults, children, isLoneParent: adults.length === 1 && children.length > 0 }
}
