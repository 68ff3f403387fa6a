import { hashToUnit } from '../generator/hashed-random.ts'
import type { Earnings, Month, Person } from '../population.ts'
import { ageAt } from './age-at.ts'
import { monthOf } from './month.ts'
import { rates } from './rates.ts'

const nothing: Earnings = { wage: 0, unemployment: 0, pension: 0 }
const blockMonths = 36

/** What a person earns in any month, past or future: a function of the person and the month alone. */
export function earningsAt(person: Person, month: Month): Earnings {
  const { income } = person
  if (income.kind === 'stated') {
    const situation = income.situations.findLast((each) => monthOf(each.from) <= month)
    return { ...nothing, ...(situation ?? income.situations[0]) }
  }
  const age = ageAt(person, month)
  if (age < 18) return nothing
  if (age >= rates.retirement_age) {
    const full = income.status === 'employed' ? income.wage * 0.62 : income.wage * 0.38
    return { ...nothing, pension: Math.round(full) }
  }
  const isInterrupted = interruptedAt(person.nir, income.instability, month)
  if (income.status === 'student') return age >= 24 ? { ...nothing, wage: income.wage } : nothing
  if (income.status === 'inactive') return isInterrupted ? { ...nothing, wage: Math.round(income.wage * 0.7) } : nothing
  return isInterrupted
    ? { ...nothing, unemployment: Math.round(income.wage * rates.unemployment_share) }
    : { ...nothing, wage: income.wage }
}

/** In some blocks of three years the usual status stops for four to eighteen months, at a drawn start. */
function interruptedAt(key: string, instability: number, month: Month): boolean {
  const shifted = month + Math.floor(hashToUnit(`${key}|block-phase`) * blockMonths)
  const block = Math.floor(shifted / blockMonths)
  if (hashToUnit(`${key}|interrupted|${block}`) >= instability) return false
  const length = 4 + Math.floor(hashToUnit(`${key}|interruption-length|${block}`) * 15)
  const start = Math.floor(hashToUnit(`${key}|interruption-start|${block}`) * (blockMonths - length))
  const position = shifted - block * blockMonths
  return position >= start && position < start + length
}
