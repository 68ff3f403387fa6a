import { hashToUnit } from '../generator/hashed-random.ts'
import type { Earnings, Month, Person, Situation } from '../population.ts'
import { ageAt } from './age-at.ts'
import { monthOf } from './month.ts'
import { rates } from './rates.ts'

const nothing: Earnings = { wage: 0, unemployment: 0, solidarity: 0, pension: 0 }
const blockMonths = 36

/** What a person earns in any month, past or future: a function of the person and the month alone. */
export function earningsAt(person: Person, month: Month): Earnings {
  const { income } = person
  if (income.kind === 'stated') {
    const { wage = 0, unemployment = 0, solidarity = 0, pension = 0 } = situationAt(income.situations, month) ?? {}
    return { wage, unemployment, solidarity, pension }
  }
  const age = ageAt(person, month)
  if (age < 18) return nothing
  if (age >= rates.retirement_age) {
    const full = income.status === 'employed' ? income.wage * 0.62 : income.wage * 0.38
    return { ...nothing, pension: Math.round(full) }
  }
  const interruption = interruptionAt(person.nir, income.instability, month)
  const isInterrupted = interruption !== null
  if (income.status === 'student') return age >= 24 ? { ...nothing, wage: income.wage } : nothing
  if (income.status === 'inactive') return isInterrupted ? { ...nothing, wage: Math.round(income.wage * 0.7) } : nothing
  if (interruption === null) return { ...nothing, wage: income.wage }
  return interruption < rates.unemployment_months
    ? { ...nothing, unemployment: Math.round(income.wage * rates.unemployment_share) }
    : { ...nothing, solidarity: rates.solidarity_unemployment }
}

/** What a file states for a month: the last situation begun by then, else the first one. */
export function situationAt(situations: readonly Situation[], month: Month): Situation | undefined {
  return situations.findLast((each) => monthOf(each.from) <= month) ?? situations[0]
}

/**
 * In some blocks of three years the usual status stops for four to eighteen months, rarely for two or three
 * years, at a drawn start. Months since it stopped, or null.
 */
function interruptionAt(key: string, instability: number, month: Month): number | null {
  const shifted = month + Math.floor(hashToUnit(`${key}|block-phase`) * blockMonths)
  const block = Math.floor(shifted / blockMonths)
  if (hashToUnit(`${key}|interrupted|${block}`) >= instability) return null
  const isLong = hashToUnit(`${key}|interruption-is-long|${block}`) < rates.long_unemployment_share
  const [shortest, width] = isLong ? [24, 12] : [4, 15]
  const length = shortest + Math.floor(hashToUnit(`${key}|interruption-length|${block}`) * width)
  const start = Math.floor(hashToUnit(`${key}|interruption-start|${block}`) * (blockMonths - length))
  const position = shifted - block * blockMonths
  return position >= start && position < start + length ? position - start : null
}
