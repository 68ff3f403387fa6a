import type { Employer } from '../employers.ts'
import type { Household, Month, Person } from '../population.ts'
import { ageAt } from './age-at.ts'
import { earningsAt } from './earnings-at.ts'
import { isAlive } from './household-at.ts'
import { jobsAt } from './jobs-at.ts'
import { monthAt, yearOf } from './month.ts'
import { rates } from './rates.ts'
import { roundCents } from './round-cents.ts'
import { sickDaysAt } from './sick-days-at.ts'

export type CareerNature =
  | 'emploi'
  | 'apprentissage'
  | 'chomage'
  | 'maladie'
  | 'maternite'
  | 'service_national'
  | 'avpf'

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
  /** Quarters earned by contributions, and credited without; four a year at most together. */
  readonly contributed: number
  readonly credited: number
}

const earliestAge = 16
const apprenticeship = 4

/** Days of each nature that credit a quarter; a birth credits one by itself. Hours at the minimum wage that earn one. */
const daysForQuarter = { chomage: 50, maladie: 60, service_national: 90, maternite: 90 } as const
const hoursForQuarter = 150
const hoursOfMonth = 151.67

/** Sick days from which a month counts as one of sickness. */
const sickMonthDays = 15

/**
 * What a person's career holds between two months, in the order of its beginnings. Periods overlap: two jobs at once, or
 * sickness during one.
 */
export function careerOf(person: Person, household: Household, from: Month, to: Month): readonly CareerPeriod[] {
  const open = new Map<string, Draft>()
  const periods: Draft[] = []
  const lives = (at: Month) => ageAt(person, at) >= earliestAge && isAlive(person, at)
  const add = (at: Month, nature: CareerNature, employer: Employer | null, gross: number) => {
    const key = `${nature} ${employer?.siret ?? ''}`
    let current = open.get(key)
    if (current?.last !== at - 1) {
      current = { nature, employer, first: at, last: at, incomes: new Map() }
      open.set(key, current)
      periods.push(current)
    }
    current.last = at
    if (gross > 0) current.incomes.set(yearOf(at), roundCents((current.incomes.get(yearOf(at)) ?? 0) + gross))
  }
  for (let at = from; at <= to; at++) {
    if (!lives(at)) continue
    const apart = apartAt(person, household, at)
    if (apart !== null) add(at, apart, null, 0)
    if (apart === 'service_national') continue
    const { unemployment, solidarity } = earningsAt(person, at)
    if (unemployment > 0 || solidarity > 0) add(at, 'chomage', null, 0)
    if (sickDaysAt(person, at) >= sickMonthDays) add(at, 'maladie', null, 0)
    for (const { employer, gross } of jobsAt(person, at)) add(at, kindOfJob(person, at), employer, gross)
  }
  return periods
}

interface Draft extends CareerPeriod {
  last: Month
  readonly incomes: Map<number, number>
}

/** Conscription, maternity, or care at home (AVPF) in a month; null for none of them. */
function apartAt(person: Person, household: Household, month: Month): CareerNature | null {
  const { sex, birth, role } = person
  if (role !== 'adult') return null
  const born = monthAt(birth.year, birth.month ?? 1)
  const served = born + conscription.fromAge * 12
  const hasServed = sex === 'M' && birth.year < conscription.lastBornBefore && birth.country === france
  if (hasServed && month >= served && month < served + conscription.months) return 'service_national'
  const { wage, unemployment, solidarity, pension } = earningsAt(person, month)
  const ages = household.persons.filter((each) => each.role === 'child').map((child) => monthsOld(child, month))
  const isMother =
    sex === 'F' && person.id === household.persons.find((each) => each.sex === 'F' && each.role === 'adult')?.id
  if (isMother && wage > 0 && ages.some((age) => age >= -1 && age <= 2)) return 'maternite'
  const isAtHome = wage + unemployment + solidarity + pension === 0
  return isAtHome && isMother && ages.some((age) => age >= 0 && age < 36) ? 'avpf' : null
}

/** Ended for those born from 1979 on. Ten months was the last length; it is used for everybody. */
const conscription = { lastBornBefore: 1979, fromAge: 20, months: 10 } as const
const france = '99100'

function monthsOld({ birth }: Person, month: Month): number {
  return month - monthAt(birth.year, birth.month ?? 1)
}

/** Quarters of insurance of each calendar year that a career touches. */
export function quartersOf(periods: readonly CareerPeriod[]): readonly CareerYear[] {
  const incomes = new Map<number, number>()
  const months = new Map<number, number>()
  /** Months at home: the family fund pays contributions as on the minimum wage. */
  const homes = new Map<number, number>()
  for (const { nature, first, last, incomes: ofPeriod } of periods) {
    for (const [year, income] of ofPeriod) incomes.set(year, (incomes.get(year) ?? 0) + income)
    for (let at = first; at <= last; at++) {
      if (nature === 'avpf') homes.set(yearOf(at), (homes.get(yearOf(at)) ?? 0) + 1)
      else if (nature in daysForQuarter) {
        const share = 30 / daysForQuarter[nature as keyof typeof daysForQuarter]
        months.set(yearOf(at), (months.get(yearOf(at)) ?? 0) + share)
      }
    }
  }
  const forOne = (rates.smic_monthly_gross / hoursOfMonth) * hoursForQuarter
  const years = [...new Set([...incomes.keys(), ...months.keys(), ...homes.keys()])].sort((one, other) => one - other)
  return years.map((year) => {
    const paid = (incomes.get(year) ?? 0) + (homes.get(year) ?? 0) * rates.smic_monthly_gross
    const contributed = Math.min(4, Math.floor(paid / forOne))
    const credited = Math.min(4 - contributed, Math.floor((months.get(year) ?? 0) + 1e-9))
    return { year, contributed, credited }
  })
}

function kindOfJob({ studies }: Person, month: Month): CareerNature {
  const year = yearOf(month - 8)
  const isApprentice = studies?.regime === apprenticeship && year >= studies.first_year && year <= studies.last_year
  return isApprentice ? 'apprentissage' : 'emploi'
}
