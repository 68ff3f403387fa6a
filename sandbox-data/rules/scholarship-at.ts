import type { Household, Month, Person } from '../population.ts'
import { ageAt } from './age-at.ts'
import { echelonOf } from './echelon-of.ts'
import { householdAt } from './household-at.ts'
import { academicYearOf, monthAt } from './month.ts'
import { declaredIncomeAt } from './quotient-at.ts'
import { rates } from './rates.ts'
import { studiesAt } from './studies-at.ts'

/** Regimes of training a scholarship goes with: initial training. */
const grantedRegimes = new Set([1, 2])

/**
 * Echelon of the higher education scholarship of the academic year of a month, or null: by the income of the
 * parents two years before it began, two points of burden for each other dependent child.
 */
export function scholarshipAt(person: Person, household: Household, month: Month): string | null {
  const studies = studiesAt(person, month)
  if (!studies?.asks_for_scholarship || !grantedRegimes.has(studies.regime)) return null
  const september = monthAt(academicYearOf(month), 9)
  const { age_limit, points_per_child, ceilings } = rates.scholarship
  if (ageAt(person, september) >= age_limit) return null
  if (studies.parents_income !== null) return echelonOf(studies.parents_income, 0, ceilings)
  if (!household.has_declared_income) return null
  const others = householdAt(household, september).children.filter(({ id }) => id !== person.id)
  return echelonOf(declaredIncomeAt(household, september), points_per_child * others.length, ceilings)
}
