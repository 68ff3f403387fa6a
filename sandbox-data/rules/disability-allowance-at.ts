import type { Month, Person } from '../population.ts'
import { ageAt } from './age-at.ts'
import { earningsAt } from './earnings-at.ts'
import { rates } from './rates.ts'
import { roundCents } from './round-cents.ts'

/**
 * Monthly amount of the disabled adults allowance (AAH), 0 without a right. Own income only: since
 * October 2023 the partner's does not count. A part of the wage is left out, more of a low one.
 */
export function disabilityAllowanceAt(person: Person, month: Month): number {
  const { disability, retirement_age, smic_monthly_gross } = rates
  const age = ageAt(person, month)
  if (person.disabled_since === null || month < person.disabled_since) return 0
  if (age < disability.age || age >= retirement_age) return 0
  let counted = 0
  for (const back of [1, 2, 3]) {
    const { wage, unemployment, solidarity, pension } = earningsAt(person, month - back)
    const low = Math.min(wage, smic_monthly_gross * disability.low_wage_share)
    counted +=
      (low * disability.counted_low + (wage - low) * disability.counted_high + unemployment + solidarity + pension) / 3
  }
  const amount = roundCents(disability.amount - counted)
  return amount >= disability.floor ? amount : 0
}
