import { householdScale } from './household-scale.ts'
import { rates } from './rates.ts'

/** The flat monthly sum that counts as income for not bearing the full cost of housing. */
export function housingSum(persons: number): number {
  const { base, housing_one, housing_two, housing_three } = rates.rsa
  if (persons === 1) return base * housing_one
  return persons === 2 ? base * householdScale(2, 0) * housing_two : base * householdScale(3, 0) * housing_three
}
