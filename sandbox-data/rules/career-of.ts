import type { Employer } from '../employers.ts'
import type { Month, Person } from '../population.ts'
import { ageAt } from './age-at.ts'
import { earningsAt } from './earnings-at.ts'
import { isAlive } from './household-at.ts'
import { jobAt } from './job-at.ts'
import { yearOf } from './month.ts'
import { rates } from './rates.ts'
import { roundCents } from './round-cents.ts'

export type CareerNature = 'emploi' | 'apprentissage' | 'chomage'

/** Consecutive months of one nature, with one employer when there is one. */
export interface CareerPeriod {
  readonly nature: CareerNature
  readonly employer: Employer | null
  readonly first: Month
  readonly last: Month
  /** Gross euros by calendar year. */
  readonly incomes: ReadonlyMap<number, number>
}

export interface CareerYear {
  readonly year: number
  /** Quarters earned by contributions, and credited for unemployment; four a year at most together. */
  readonly contributed: number
  readonly credited: number
}

const earliestAge = 16
const apprenticeship = 4

/** Days of unemployment that credit a quarter, and hours at the minimum wage that earn one. */
const daysForQuarter = 50
const hoursForQuarter = 150
const hoursOfMonth = 151.67

/** What a person's career holds between two months, in order. */
export function careerOf(person: Person, from: Month, to: Month): readonly CareerPeriod[] {
  const periods: {
    nature: CareerNature
    employer: Employer | null
    first: Month
    last: Month
    incomes: Map<number, number>
  }[] = []
  for (let at = from; at <= to; at++) {
    const nature = natureAt(person, at)
    if (nature === null) continue
    const job = jobAt(person, at)
    const employer = job?.employer ?? null
    let current = periods.at(-1)
    if (!current || current.last !== at - 1 || current.nature !== nature || current.employer !== employer) {
      current = { nature, employer, first: at, last: at, incomes: new Map() }
      periods.push(current)
    }
    current.last = at
    if (job) current.incomes.set(yearOf(at), roundCents((current.incomes.get(yearOf(at)) ?? 0) + job.gross))
  }
  return periods
}

/** Quarters of insurance of each calendar year that a career touches. */
export function quartersOf(periods: readonly CareerPeriod[]): readonly CareerYear[] {
  const incomes = new Map<number, number>()
  const months = new Map<number, number>()
  for (const { nature, first, last, incomes: ofPeriod } of periods) {
    for (const [year, income] of ofPeriod) incomes.set(year, (incomes.get(year) ?? 0) + income)
    for (let at = first; at <= last; at++) {
      if (nature === 'chomage') months.set(yearOf(at), (months.get(yearOf(at)) ?? 0) + 1)
    }
  }
  const forOne = (rates.smic_monthly_gross / hoursOfMonth) * hoursForQuarter
  const years = [...new Set([...incomes.keys(), ...months.keys()])].sort((one, other) => one - other)
  return years.map((year) => {
    const contributed = Math.min(4, Math.floor((incomes.get(year) ?? 0) / forOne))
    const credited = Math.min(4 - contributed, Math.floor(((months.get(year) ?? 0) * 30) / daysForQuarter))
    return { year, contributed, credited }
  })
}

function natureAt(person: Person, month: Month): CareerNature | null {
  if (ageAt(person, month) < earliestAge || !isAlive(person, month)) return null
  const { wage, unemployment, solidarity } = earningsAt(person, month)
  if (unemployment > 0 || solidarity > 0) return 'chomage'
  if (wage === 0) return null
  const { studies } = person
  const isApprentice = studies?.regime === apprenticeship && yearOf(month - 8) >= studies.first_year
  return isApprentice && yearOf(month - 8) <= studies.last_year ? 'apprentissage' : 'emploi'
}
