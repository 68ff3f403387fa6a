import type { Household, Month, Person } from '#sandbox-data/population.ts'
import { disabilityAllowanceAt } from '#sandbox-data/rules/disability-allowance-at.ts'
import { earningsAt } from '#sandbox-data/rules/earnings-at.ts'
import { familyBenefitsAt } from '#sandbox-data/rules/family-benefits-at.ts'
import { hasFileAt } from '#sandbox-data/rules/has-file-at.ts'
import { healthCoverAt } from '#sandbox-data/rules/health-cover-at.ts'
import { householdAt } from '#sandbox-data/rules/household-at.ts'
import { oldAgeMinimumAt } from '#sandbox-data/rules/old-age-minimum-at.ts'
import { quotientAt } from '#sandbox-data/rules/quotient-at.ts'
import { solidarityIncomeAt } from '#sandbox-data/rules/solidarity-income-at.ts'
import type { Facts } from './decide-fare.ts'

/**
 * What the sources know of a person in a month. No family fund file, or no declared income, is an unknown quotient;
 * whoever no health fund knows has an unknown cover.
 */
export function factsOf(person: Person, household: Household, month: Month): Facts {
  const cover = healthCoverAt(household, month)
  return {
    quotient: hasFileAt(household, month) ? (quotientAt(household, month)?.value ?? null) : null,
    resources: household.has_declared_income ? resourcesOf(household, month) : null,
    solidarity_income: solidarityIncomeAt(household, month).amount > 0,
    solidarity_unemployment: earningsAt(person, month).solidarity > 0,
    free_health_cover: person.insured ? cover.kind === 'free' : null,
    below_cover_ceiling: household.has_declared_income ? cover.income <= cover.freeCeiling : null,
    disability: person.disabled_since !== null && person.disabled_since <= month,
  }
}

/** Monthly average of the household over the three months before. */
function resourcesOf(household: Household, month: Month): number {
  let total = 0
  for (const at of [month - 1, month - 2, month - 3]) {
    const { familyAllowance, childSupport } = familyBenefitsAt(household, at)
    total += familyAllowance + childSupport + solidarityIncomeAt(household, at).amount + oldAgeMinimumAt(household, at)
    for (const adult of householdAt(household, at).adults) {
      const { wage, unemployment, solidarity, pension } = earningsAt(adult, at)
      total += wage + unemployment + solidarity + pension + disabilityAllowanceAt(adult, at)
    }
  }
  return total / 3
}
