import type { Household, Person } from '../population.ts'
import { echelonOf } from './echelon-of.ts'
import { householdAt } from './household-at.ts'
import { monthAt } from './month.ts'
import { declaredIncomeAt } from './quotient-at.ts'
import { rates } from './rates.ts'
import { schoolAt } from './school-at.ts'

/**
 * Echelon of the scholarship of a pupil of a collège (1 to 3) or lycée (1 to 6) in the school year that begins in
 * `year`, or null. A primary school has none.
 */
export function schoolScholarshipAt(person: Person, household: Household, year: number): number | null {
  const school = schoolAt(person, household, year)
  if (!school || school.cycle === 'ecole' || !household.has_declared_income) return null
  const september = monthAt(year, 9)
  const others = householdAt(household, september).children.filter(({ id }) => id !== person.id)
  const points = rates.scholarship.points_per_child * others.length
  return echelonOf(declaredIncomeAt(household, september), points, rates.school_scholarship[school.cycle])
}
