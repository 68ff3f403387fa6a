import type { Month } from '#sandbox-data/population.ts'
import { monthOf } from '#sandbox-data/rules/month.ts'
import { type Refusal, refuse } from '../refusal.ts'
import type { Inputs } from './inputs.ts'

export interface Months {
  readonly first: Month
  readonly last: Month
}

/** The months from `debut` to `fin`: in order, begun, and not longer than `longest`. */
export function checkMonths(inputs: Inputs, current: Month, longest: number): Months | Refusal {
  const [first, last] = ['debut', 'fin'].map((name) => {
    const given = inputs.get(name)?.[0]?.trim() ?? ''
    return /^\d{4}-(0[1-9]|1[0-2])$/.test(given) ? monthOf(given) : Number.NaN
  })
  if (first !== undefined && last !== undefined && first <= last && last <= current && last - first < longest) {
    return { first, last }
  }
  const detail = `Donnez debut et fin (AAAA-MM), dans l'ordre, commencés, sur ${longest} mois au plus.`
  return refuse('control', 422, '00355', 'outside-the-window', detail, 'Octroi', 'debut')
}
