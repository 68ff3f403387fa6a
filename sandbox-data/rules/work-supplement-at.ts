import type { Household, Month, Person } from '../population.ts'
import { benefitScale } from './benefit-scale.ts'
import { earningsAt } from './earnings-at.ts'
import { familyBenefitsAt } from './family-benefits-at.ts'
import { householdAt } from './household-at.ts'
import { housingSum } from './housing-sum.ts'
import { monthAt } from './month.ts'
import { quarterlyIncome } from './quarterly-income.ts'
import { rates } from './rates.ts'
import { roundCents } from './round-cents.ts'

/** The work supplement in its present form exists since January 2016. */
export const workSupplementBegan: Month = monthAt(2016, 1)

/**
 * Monthly work income supplement (prime d'activité): the flat amount and a share of wages, less the
 * household's income or, when that is lower, the flat amount. Each worker adds a bonus;
 * a supplemented lone parent has a higher flat amount.
 */
export function workSupplementAt(household: Household, month: Month): number {
  const { base, kept_share_of_wage, floor } = rates.work_supplement
  const { reviewedIn, wages, others } = quarterlyIncome(household, month)
  if (wages === 0 || !household.takes_up.work_supplement) return 0
  const present = householdAt(household, reviewedIn)
  const { adults, children } = present
  const { familyAllowance, childSupport } = familyBenefitsAt(household, reviewedIn)
  const flat = benefitScale(present, reviewedIn) * base
  const income = wages + others + familyAllowance + childSupport + housingSum(adults.length + children.length)
  const bonuses = adults.reduce((sum, adult) => sum + workBonus(averageWage(adult, reviewedIn)), 0)
  const amount = roundCents(flat + kept_share_of_wage * wages + bonuses - Math.max(income, flat))
  return amount >= floor ? amount : 0
}

/** Over the three months before a review. */
function averageWage(adult: Person, reviewedIn: Month): number {
  return [1, 2, 3].reduce((sum, back) => sum + earningsAt(adult, reviewedIn - back).wage / 3, 0)
}

/** From 59 hours at the minimum wage on, growing to its full amount at 120 hours. */
function workBonus(wage: number): number {
  const { base, bonus_share, bonus_from, bonus_full_at } = rates.work_supplement
  const reached = (wage - bonus_from) / (bonus_full_at - bonus_from)
  return bonus_share * base * Math.min(Math.max(reached, 0), 1)
}
