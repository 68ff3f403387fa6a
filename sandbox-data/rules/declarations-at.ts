import { hashToUnit } from '../generator/hashed-random.ts'
import type { Month, Person } from '../population.ts'
import { earningsAt } from './earnings-at.ts'
import { jobsAt } from './jobs-at.ts'
import { firstDayOf } from './month.ts'
import { roundCents } from './round-cents.ts'
import { sickDaysAt } from './sick-days-at.ts'

export type DeclaredNature = 'SALAIRE' | 'IJ' | 'CHOMAGE' | 'RETRAITE'

/** What one body declared of one month of one person, in euros, and when. */
export interface Declaration {
  readonly nature: DeclaredNature
  readonly source: 'DSN' | 'PASRAU'
  readonly siret: string
  readonly declarant: string
  readonly paidOn: string
  readonly gross: number
  readonly taxable: number
  readonly paid: number
  readonly social: number
  readonly withheld: number
  readonly deposit: { readonly id: string; readonly date: string; readonly type: 'initial' | 'annule_et_remplace' }
  /** An anomaly is known, and not corrected yet. */
  readonly isAnomalous: boolean
}

/** Who declares replacement income: the fictional bodies of the demonstration. */
const declarants = {
  IJ: { siret: '00000004200010', name: 'CNAM (DÉMONSTRATION)' },
  CHOMAGE: { siret: '00000011700010', name: 'FRANCE TRAVAIL (DÉMONSTRATION)' },
  RETRAITE: { siret: '00000013300017', name: 'CNAV (DÉMONSTRATION)' },
} as const

/** Of two hundred declarations of pay some are wrong at first: one in fifty says a tenth too much until it is replaced. */
const wrong = { share: 0.02, factor: 1.1, correctedAfterMonths: 2 } as const

/** Large employers declare by the 5th of the next month, the others by the 15th; replacement income by the 10th. */
const largeEmployers = 0.4
const replacementDay = 10
/** From this day on nobody is late. */
export const lastDepositDay = 15

/** What has been, or will be, declared of a month, as it stands on a day. */
export function declarationsAt(person: Person, month: Month, today: string): readonly Declaration[] {
  return [...payDeclarations(person, month, today), ...replacementDeclarations(person, month)]
}

function payDeclarations(person: Person, month: Month, today: string): readonly Declaration[] {
  return jobsAt(person, month).map((job, rank) => {
    const { siret, name } = job.employer
    const day = hashToUnit(`${siret}|deposit`) < largeEmployers ? 5 : 15
    const isWrong = isWrongAtFirst(person, month, rank)
    const correctedOn = dayOf(month + wrong.correctedAfterMonths, 5)
    const isCorrected = isWrong && today >= correctedOn
    const factor = isWrong && !isCorrected ? wrong.factor : 1
    return {
      nature: 'SALAIRE',
      source: 'DSN',
      siret,
      declarant: name,
      paidOn: lastDayOf(month),
      gross: roundCents(job.gross * factor),
      taxable: roundCents(job.taxable * factor),
      paid: roundCents(job.paid * factor),
      social: roundCents(job.social * factor),
      withheld: roundCents(job.withheld * factor),
      deposit: {
        id: depositId(`${person.id}|${month}|SALAIRE|${rank}${isCorrected ? '|replaced' : ''}`),
        date: isCorrected ? correctedOn : dayOf(month + 1, day),
        type: isCorrected ? 'annule_et_remplace' : 'initial',
      },
      isAnomalous: isWrong && !isCorrected,
    }
  })
}

function isWrongAtFirst({ id, particulars }: Person, month: Month, rank: number): boolean {
  if (particulars) return particulars.misdeclared_in === month && rank === 0
  return hashToUnit(`${id}|misdeclared|${month}|${rank}`) < wrong.share
}

function replacementDeclarations(person: Person, month: Month): readonly Declaration[] {
  const { wage, unemployment, solidarity, pension } = earningsAt(person, month)
  const amounts = {
    IJ: roundCents((wage * sickDaysAt(person, month)) / 30),
    CHOMAGE: unemployment + solidarity,
    RETRAITE: pension,
  }
  const natures = (Object.keys(amounts) as (keyof typeof amounts)[]).filter((nature) => amounts[nature] > 0)
  return natures.map((nature) => ({
    nature,
    source: 'PASRAU',
    siret: declarants[nature].siret,
    declarant: declarants[nature].name,
    paidOn: firstDayOf(month + 1),
    gross: amounts[nature],
    taxable: amounts[nature],
    paid: amounts[nature],
    social: amounts[nature],
    withheld: 0,
    deposit: {
      id: depositId(`${person.id}|${month}|${nature}`),
      date: dayOf(month + 1, replacementDay),
      type: 'initial',
    },
    isAnomalous: false,
  }))
}

function depositId(key: string): string {
  return hashToUnit(key).toString(36).slice(2, 12)
}

function dayOf(month: Month, day: number): string {
  return `${firstDayOf(month).slice(0, 8)}${String(day).padStart(2, '0')}`
}

function lastDayOf(month: Month): string {
  return new Date(Date.parse(`${firstDayOf(month + 1)}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
}
