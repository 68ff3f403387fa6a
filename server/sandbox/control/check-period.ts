import type { Month } from '#sandbox-data/population.ts'
import { monthAt } from '#sandbox-data/rules/month.ts'
import { type Refusal, refuse } from '../refusal.ts'
import type { Inputs } from './inputs.ts'

const monthsBack = 23

/** The month asked, or null for the latest known. The window is the current month and the twenty-three before it. */
export function checkPeriod(inputs: Inputs, current: Month): { readonly asked: Month | null } | Refusal {
  const year = inputs.get('annee')?.[0]?.trim() ?? ''
  const month = inputs.get('mois')?.[0]?.trim() ?? ''
  if (year === '' && month === '') return { asked: null }
  if (year === '' || month === '') {
    const detail = "Donnez l'année et le mois, ou aucun des deux."
    return refuse('control', 422, '00357', 'half-a-period', detail, 'Octroi', year === '' ? 'annee' : 'mois')
  }
  const isMonth = /^\d{4}$/.test(year) && /^\d{1,2}$/.test(month) && Number(month) >= 1 && Number(month) <= 12
  const asked = isMonth ? monthAt(Number(year), Number(month)) : Number.NaN
  if (asked <= current && asked >= current - monthsBack) return { asked }
  const detail = "Le mois demandé est le mois en cours ou l'un des vingt-trois précédents."
  return refuse('control', 422, '00355', 'outside-the-window', detail, 'Octroi', isMonth ? 'annee' : 'mois')
}
