import type { Month, Person } from '../population.ts'
import { ageAt } from './age-at.ts'
import { rates } from './rates.ts'

/**
 * Whether a child opens the right to the disabled child education allowance (AEEH): from the month the
 * disability is recognised until the twentieth birthday.
 */
export function isDisabledChildAt(child: Person, month: Month): boolean {
  const age = ageAt(child, month)
  if (child.role !== 'child' || child.disabled_since === null) return false
  return month >= child.disabled_since && age >= 0 && age < rates.disabled_child.age_limit
}
