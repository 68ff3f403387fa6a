import type { Household, Month } from '../population.ts'
import { ageAt } from './age-at.ts'
import { benefitScale } from './benefit-scale.ts'
import { familyBenefitsAt } from './family-benefits-at.ts'
import { type HouseholdAt, householdAt } from './household-at.ts'
import { housingSum } from './housing-sum.ts'
import { isSupplemented } from './is-supplemented.ts'
import { quarterlyIncome } from './quarterly-income.ts'
import { rates } from './rates.ts'
import { roundCents } from './round-cents.ts'
import { studiesAt } from './studies-at.ts'

export interface SolidarityIncome {
  /** Monthly euros; 0 without a right, or when the household does not ask for it. */
  readonly amount: number
  /** The supplement for a lone parent with a child under three. */
  readonly isSupplemented: boolean
}

const none: SolidarityIncome = { amount: 0, isSupplemented: false }

/** Active solidarity income (RSA): a flat amount by household, less its income and a flat sum for housing. */
export function solidarityIncomeAt(household: Household, month: Month): SolidarityIncome {
  const { reviewedIn, wages, others } = quarterlyIncome(household, month)
  const present = householdAt(household, reviewedIn)
  const { adults, children } = present
  if (!household.takes_up.rsa || !isInScope(present, reviewedIn)) return none
  const { rsa } = rates
  const { familyAllowance, childSupport } = familyBenefitsAt(household, reviewedIn)
  const income = wages + others + familyAllowance + childSupport + housingSum(adults.length + children.length)
  const amount = roundCents(benefitScale(present, reviewedIn) * rsa.base - income)
  return amount >= rsa.floor ? { amount, isSupplemented: isSupplemented(present, reviewedIn) } : none
}

/** From 25, or with a child; of working age; students without a child are left out. */
function isInScope({ adults, children }: HouseholdAt, month: Month): boolean {
  if (!adults.some((adult) => ageAt(adult, month) < rates.retirement_age)) return false
  if (children.length > 0) return true
  const isStudent = adults.every((adult) => studiesAt(adult, month) !== null)
  return !isStudent && adults.some((adult) => ageAt(adult, month) >= rates.rsa.age)
}
