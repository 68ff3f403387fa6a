import { type Employer, employers } from '../employers.ts'
import { hashToUnit } from '../generator/hashed-random.ts'
import type { Month, Person } from '../population.ts'
import { earningsAt } from './earnings-at.ts'
import { roundCents } from './round-cents.ts'

/** The employer of a month and what its declaration says of the pay, in euros. */
export interface Job {
  readonly employer: Employer
  readonly gross: number
  readonly taxable: number
  /** What income-related benefits count since 2024. */
  readonly social: number
  readonly withheld: number
  readonly paid: number
}

const monthsWithAnEmployer = 60

/** Simplified shares of a private employee's pay: contributions, and the part that is taxed without being paid. */
const netOfGross = 0.78
const taxableOfNet = 1.035
const socialOfNet = 1.06

/** What is above this taxable pay is withheld at one rate. */
const withholding = { from: 1620, rate: 0.11 } as const

/** The job of a month with a wage, or null. Somebody changes employer every five years, at a month of their own. */
export function jobAt(person: Person, month: Month): Job | null {
  const { wage } = earningsAt(person, month)
  if (wage === 0) return null
  const phase = Math.floor(hashToUnit(`${person.id}|job-phase`) * monthsWithAnEmployer)
  const spell = Math.floor((month + phase) / monthsWithAnEmployer)
  const rank = Math.floor(hashToUnit(`${person.id}|job|${spell}`) * employers.length)
  const employer = employers[rank]
  if (!employer) throw new RangeError('there is no employer')
  return { employer, ...payOf(wage) }
}

/** What a declaration says of a month's net wage. */
export function payOf(wage: number): Omit<Job, 'employer'> {
  const taxable = roundCents(wage * taxableOfNet)
  const withheld = roundCents(Math.max(0, taxable - withholding.from) * withholding.rate)
  return {
    gross: roundCents(wage / netOfGross),
    taxable,
    social: roundCents(wage * socialOfNet),
    withheld,
    paid: roundCents(wage - withheld),
  }
}
