import type { Month, Population } from './population.ts'
import { disabilityAllowanceAt } from './rules/disability-allowance-at.ts'
import { hasFileAt } from './rules/has-file-at.ts'
import { healthCoverAt } from './rules/health-cover-at.ts'
import { jobSeekerAt } from './rules/job-seeker-at.ts'
import { academicYearOf } from './rules/month.ts'
import { oldAgeMinimumAt } from './rules/old-age-minimum-at.ts'
import { quotientAt } from './rules/quotient-at.ts'
import { scholarshipAt } from './rules/scholarship-at.ts'
import { schoolAt } from './rules/school-at.ts'
import { solidarityIncomeAt } from './rules/solidarity-income-at.ts'
import { workSupplementAt } from './rules/work-supplement-at.ts'

/** What the rules say about every household in a month, so that the golden hash also pins the rules. */
export function goldenAnswers(population: Population, month: Month): readonly object[] {
  return population.households.map((household) => ({
    id: household.id,
    file: hasFileAt(household, month),
    quotient: quotientAt(household, month),
    solidarity: solidarityIncomeAt(household, month),
    cover: healthCoverAt(household, month),
    oldAge: oldAgeMinimumAt(household, month),
    supplement: workSupplementAt(household, month),
    scholarships: household.persons.map((person) => scholarshipAt(person, household, month)),
    schools: household.persons.map((person) => schoolAt(person, household, academicYearOf(month))?.uai ?? null),
    seekers: household.persons.map((person) => jobSeekerAt(person, month)),
    disability: household.persons.map((person) => disabilityAllowanceAt(person, month)),
  }))
}
