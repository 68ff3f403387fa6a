import type { Household, Month } from '../population.ts'
import { disabilityAllowanceAt } from './disability-allowance-at.ts'
import { isDisabledChildAt } from './disabled-child-at.ts'
import { earningsAt } from './earnings-at.ts'
import { familyBenefitsAt } from './family-benefits-at.ts'
import { householdAt } from './household-at.ts'
import { monthAt, yearOf } from './month.ts'
import { rates } from './rates.ts'
import { solidarityIncomeAt } from './solidarity-income-at.ts'
import { workSupplementAt } from './work-supplement-at.ts'

export interface Quotient {
  readonly value: number
  /** Income declared for the year two years before, benefits of the month, and parts: the formula's terms. */
  readonly declaredIncome: number
  readonly benefits: number
  readonly parts: number
}

/**
 * Quotient familial of a month: (income of two years before / 12 + benefits of the month) / parts.
 * Null when the household declared no income: that is not a quotient of 0.
 */
export function quotientAt(household: Household, month: Month): Quotient | null {
  if (!household.has_declared_income) return null
  const parts = partsAt(household, month)
  const benefits = benefitsAt(household, month)
  const declaredIncome = declaredIncomeAt(household, month)
  return { value: Math.round((declaredIncome / 12 + benefits) / parts), declaredIncome, benefits, parts }
}

/**
 * Two for the adults, one or two; half a part for each child and a whole one for the third; half for a disability
 * of an adult, and for each disabled child.
 */
export function partsAt(household: Household, month: Month): number {
  const { quotient } = rates
  const { adults, children } = householdAt(household, month)
  const byRank = [quotient.first_child, quotient.second_child, quotient.third_child]
  const ofChildren = children.reduce((sum, _, rank) => sum + (byRank[rank] ?? quotient.further_child), 0)
  const disabledAdults = adults.some((adult) => disabilityAllowanceAt(adult, month) > 0) ? 1 : 0
  const disabledChildren = children.filter((child) => isDisabledChildAt(child, month)).length
  return quotient.parts_of_adults + ofChildren + quotient.disability * (disabledAdults + disabledChildren)
}

function benefitsAt(household: Household, month: Month): number {
  const { familyAllowance, childSupport } = familyBenefitsAt(household, month)
  const ofAdults = householdAt(household, month).adults.map((adult) => disabilityAllowanceAt(adult, month))
  return ofAdults.reduce(
    (sum, amount) => sum + amount,
    familyAllowance + childSupport + solidarityIncomeAt(household, month).amount + workSupplementAt(household, month),
  )
}

/**
 * A persona that documents its quotient declared what gives exactly that quotient. On solidarity
 * income, what was earned two years before no longer counts.
 */
export function declaredIncomeAt(household: Household, month: Month): number {
  if (household.stated_quotient !== null) {
    return 12 * (household.stated_quotient * partsAt(household, month) - benefitsAt(household, month))
  }
  if (solidarityIncomeAt(household, month).amount > 0) return 0
  const year = yearOf(month) - 2
  let total = 0
  for (const adult of householdAt(household, month).adults) {
    for (let of = 1; of <= 12; of++) {
      const { wage, unemployment, solidarity, pension } = earningsAt(adult, monthAt(year, of))
      total += wage + unemployment + solidarity + pension
    }
  }
  return total
}
