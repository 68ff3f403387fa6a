import type { Month } from '../population.ts'
import { ageAt } from './age-at.ts'
import type { HouseholdAt } from './household-at.ts'
import { rates } from './rates.ts'

/** Whether solidarity income and work supplement are raised: a lone parent with a child under three. */
export function isSupplemented({ children, isLoneParent }: HouseholdAt, month: Month): boolean {
  return isLoneParent && children.some((child) => ageAt(child, month) < rates.rsa.supplemented_child_age)
}
