import { hashToUnit } from '#sandbox-data/generator/hashed-random.ts'
import type { Month, Person } from '#sandbox-data/population.ts'
import { earningsAt } from '#sandbox-data/rules/earnings-at.ts'
import { jobAt } from '#sandbox-data/rules/job-at.ts'
import { firstDayOf } from '#sandbox-data/rules/month.ts'
import { checkMonths } from '../control/check-months.ts'
import type { Inputs } from '../control/inputs.ts'
import type { Projection } from './projection.ts'

type Nature = 'SALAIRE' | 'CHOMAGE' | 'RETRAITE'

const natures: readonly Nature[] = ['SALAIRE', 'CHOMAGE', 'RETRAITE']
const longest = 24

/** Declarations of a month arrive on the 15th of the next one. */
const receivedOn = 15

/** Who declares replacement income: the fictional bodies of the demonstration. */
const declarants = {
  CHOMAGE: { siret: '00000011700010', denomination: 'FRANCE TRAVAIL (DÉMONSTRATION)' },
  RETRAITE: { siret: '00000013300017', denomination: 'CNAV (DÉMONSTRATION)' },
} as const

/** Pay and replacement income month by month, as declared, and which months are complete (DRM). */
export const monthlyResources: Projection = {
  designation: 'nir',
  control(inputs, month) {
    const months = checkMonths(inputs, month, longest)
    return 'kind' in months ? months : null
  },
  project({ person, month, today, inputs }) {
    const months = checkMonths(inputs, month, longest)
    if ('kind' in months) return months
    const asked = naturesOf(inputs)
    const ressources: object[] = []
    const completude: object[] = []
    for (let at = months.first; at <= months.last; at++) {
      const isReceived = today >= `${firstDayOf(at + 1).slice(0, 8)}${receivedOn}`
      completude.push({ mois: firstDayOf(at).slice(0, 7), statut: isReceived ? 'complet' : 'non_recu' })
      if (isReceived) for (const nature of asked) ressources.push(...rowOf(person, at, nature))
    }
    const data = { ressources, completude }
    return { kind: 'projected', data, rule: ressources.length === 0 ? 'no-resource' : 'resources' }
  },
}

function naturesOf(inputs: Inputs): readonly Nature[] {
  const given = inputs.get('natures')
  return given === undefined ? natures : natures.filter((nature) => given.includes(nature))
}

function rowOf(person: Person, at: Month, nature: Nature): readonly object[] {
  const common = { mois: firstDayOf(at).slice(0, 7), nature, fiabilite: 'certifie' }
  const depot = {
    id: hashToUnit(`${person.id}|${at}|${nature}`).toString(36).slice(2, 12),
    date: `${firstDayOf(at + 1).slice(0, 8)}05`,
    type: 'initial',
  }
  if (nature === 'SALAIRE') {
    const job = jobAt(person, at)
    if (!job) return []
    const { siret, name } = job.employer
    const row = {
      ...common,
      source: 'DSN',
      declarant: { siret, denomination: name },
      date_versement: lastDayOf(at),
      montant_brut: job.gross,
      montant_net_fiscal: job.taxable,
      montant_net_verse: job.paid,
      montant_net_social: job.social,
      pas_preleve: job.withheld,
      depot,
    }
    return [row]
  }
  const { unemployment, solidarity, pension } = earningsAt(person, at)
  const amount = nature === 'CHOMAGE' ? unemployment + solidarity : pension
  if (amount === 0) return []
  const row = {
    ...common,
    source: 'PASRAU',
    declarant: declarants[nature],
    date_versement: firstDayOf(at + 1),
    montant_brut: amount,
    montant_net_fiscal: amount,
    montant_net_verse: amount,
    montant_net_social: amount,
    pas_preleve: 0,
    depot,
  }
  return [row]
}

function lastDayOf(month: Month): string {
  return new Date(Date.parse(`${firstDayOf(month + 1)}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
}
