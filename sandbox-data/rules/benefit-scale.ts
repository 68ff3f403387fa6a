import type { Month } from '../population.ts'
import type { HouseholdAt } from './household-at.ts'
import { householdScale } from './household-scale.ts'
import { isSupplemented } from './is-supplemented.ts'
import { rates } from './rates.ts'

/** Multiples of the base amount of solidarity income and work supplement, that of a supplemented lone parent included. */
export function benefitScale(present: HouseholdAt, month: Month): number {
  const { adults, children } = present
  if (!isSupplemented(present, month)) return householdScale(adults.length, children.length)
  return rates.rsa.supplemented_parent + rates.rsa.supplemented_child * children.length
}
