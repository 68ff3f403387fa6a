import type { Household, Month, Population } from '../population.ts'
import { ageAt } from '../rules/age-at.ts'
import { disabilityAllowanceAt } from '../rules/disability-allowance-at.ts'
import { earningsAt } from '../rules/earnings-at.ts'
import { familyBenefitsAt } from '../rules/family-benefits-at.ts'
import { isAlive } from '../rules/household-at.ts'
import { oldAgeMinimumAt } from '../rules/old-age-minimum-at.ts'
import { solidarityIncomeAt } from '../rules/solidarity-income-at.ts'
import { workSupplementAt } from '../rules/work-supplement-at.ts'

export interface LivingStandards {
  /** Yearly euros for each consumption unit below which the given tenths of persons are. */
  decile(tenths: number): number
  readonly gini: number
  /** Share of persons under 60 % of the median. */
  readonly poverty: number
}

/** Standards of living as Insee defines them: disposable income of the household by consumption unit, by person. */
export function livingStandards({ households }: Population, month: Month): LivingStandards {
  const standards: number[] = []
  for (const household of households) {
    const present = household.persons.filter((person) => ageAt(person, month) >= 0 && isAlive(person, month))
    const standard = (12 * incomeOf(household, month)) / unitsOf(household, month)
    for (const _ of present) standards.push(standard)
  }
  standards.sort((one, other) => one - other)
  const decile = (tenths: number) => standards[Math.floor((standards.length * tenths) / 10)] ?? 0
  const total = standards.reduce((sum, standard) => sum + standard, 0)
  const weighted = standards.reduce((sum, standard, index) => sum + standard * (index + 1), 0)
  const gini = (2 * weighted) / (standards.length * total) - (standards.length + 1) / standards.length
  const threshold = 0.6 * decile(5)
  return { decile, gini, poverty: standards.filter((standard) => standard < threshold).length / standards.length }
}

/** Monthly: what its members earn and the benefits the rules compute. */
function incomeOf(household: Household, month: Month): number {
  const { familyAllowance, childSupport } = familyBenefitsAt(household, month)
  const ofHousehold =
    familyAllowance +
    childSupport +
    oldAgeMinimumAt(household, month) +
    solidarityIncomeAt(household, month).amount +
    workSupplementAt(household, month)
  return household.persons
    .filter((person) => isAlive(person, month))
    .reduce((sum, person) => {
      const { wage, unemployment, solidarity, pension } = earningsAt(person, month)
      return sum + wage + unemployment + solidarity + pension + disabilityAllowanceAt(person, month)
    }, ofHousehold)
}

/** OECD scale: 1, then 0.5 for each other person of 14 or more and 0.3 for a younger one. */
function unitsOf(household: Household, month: Month): number {
  const ages = household.persons
    .filter((person) => isAlive(person, month))
    .map((person) => ageAt(person, month))
    .filter((age) => age >= 0)
  const grown = ages.filter((age) => age >= 14).length
  return Math.max(1, 1 + 0.5 * (grown - 1) + 0.3 * (ages.length - grown))
}
