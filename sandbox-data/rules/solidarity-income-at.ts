import type { Household, Month } from '../population.ts'
import { ageAt } from './age-at.ts'
import { familyBenefitsAt } from './family-benefits-at.ts'
import { type HouseholdAt, householdAt } from './household-at.ts'
import { householdScale } from './household-scale.ts'
import { housingSum } from './housing-sum.ts'
import { quarterlyIncome } from './quarterly-income.ts'
import { rates } from './rates.ts'
import { roundCents } from './round-cents.ts'

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
  const { adults, children, isLoneParent } = present
  if (!household.takes_up.rsa || !isInScope(present, reviewedIn)) return none
  const { rsa } = rates
  const isSupplemented = isLoneParent && children.some((child) => ageAt(child, reviewedIn) < rsa.supplemented_child_age)
  const scale = isSupplemented
    ? rsa.supplemented_parent + rsa.supplemented_child * children.length
    : householdScale(adults.length, children.length)
  const { familyAllowance, childSupport } = familyBenefitsAt(household, reviewedIn)
  const income = wages + others + familyAllowance + childSupport + housingSum(adults.length + children.length)
  const amount = roundCents(scale * rsa.base - income)
  return amount >= rsa.floor ? { amount, isSupplemented } : none
}

/** From 25, or with a child; of working age; students without a child are left out. */
function isInScope({ adults, children }: HouseholdAt, month: Month): boolean {
  if (!adults.some((adult) => ageAt(adult, month) < rates.retirement_age)) return false
  if (children.length > 0) return true
  const isStudent = adults.every((adult) => adult.income.kind === 'drawn' && adult.income.status === 'student')
  return !isStudent && adults.some((adult) => ageAt(adult, month) >= rates.rsa.age)
}
