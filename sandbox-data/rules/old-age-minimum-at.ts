import type { Household, Month } from '../population.ts'
import { ageAt } from './age-at.ts'
import { earningsAt } from './earnings-at.ts'
import { householdAt } from './household-at.ts'
import { rates } from './rates.ts'
import { roundCents } from './round-cents.ts'

/**
 * Monthly amount of the old-age minimum (ASPA) of a household, 0 without a right: what its income lacks to the
 * ceiling of one or two persons, when an adult is 65. A younger partner's income counts.
 */
export function oldAgeMinimumAt(household: Household, month: Month): number {
  if (!household.takes_up.old_age_minimum) return 0
  const { adults } = householdAt(household, month)
  const { age, one, two } = rates.old_age_minimum
  const entitled = adults.filter((adult) => ageAt(adult, month) >= age)
  if (entitled.length === 0) return 0
  const income = adults.reduce((sum, adult) => {
    const { wage, unemployment, solidarity, pension } = earningsAt(adult, month)
    return sum + wage + unemployment + solidarity + pension
  }, 0)
  const missing = (adults.length === 1 ? one : two) - income
  return roundCents(Math.min(Math.max(missing, 0), entitled.length === 1 ? one : two))
}
