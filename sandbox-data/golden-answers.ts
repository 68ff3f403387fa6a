import type { Month, Population } from './population.ts'
import { disabilityAllowanceAt } from './rules/disability-allowance-at.ts'
import { hasFileAt } from './rules/has-file-at.ts'
import { healthCoverAt } from './rules/health-cover-at.ts'
import { quotientAt } from './rules/quotient-at.ts'
import { solidarityIncomeAt } from './rules/solidarity-income-at.ts'

/** What the rules say about every household in a month, so that the golden hash also pins the rules. */
export function goldenAnswers(population: Population, month: Month): readonly object[] {
  return population.households.map((household) => ({
    id: household.id,
    file: hasFileAt(household, month),
    quotient: quotientAt(household, month),
    solidarity: solidarityIncomeAt(household, month),
    cover: healthCoverAt(household, month),
    disability: household.persons.map((person) => disabilityAllowanceAt(person, month)),
  }))
}
