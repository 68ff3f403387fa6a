import type { Household, Month } from '../population.ts'
import { disabilityAllowanceAt } from './disability-allowance-at.ts'
import { householdAt } from './household-at.ts'
import { solidarityIncomeAt } from './solidarity-income-at.ts'
import { workSupplementAt } from './work-supplement-at.ts'

/** Whether the household's fund (CAF or MSA) keeps a file: a child, a housing benefit, or any other benefit. */
export function hasFileAt(household: Household, month: Month): boolean {
  const { adults, children } = householdAt(household, month)
  return (
    children.length > 0 ||
    household.has_housing_benefit ||
    solidarityIncomeAt(household, month).amount > 0 ||
    workSupplementAt(household, month) > 0 ||
    adults.some((adult) => disabilityAllowanceAt(adult, month) > 0)
  )
}
