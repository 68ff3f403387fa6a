import { type Declaration, declarationsAt, lastDepositDay } from '#sandbox-data/rules/declarations-at.ts'
import { firstDayOf } from '#sandbox-data/rules/month.ts'
import { checkMonths } from '../control/check-months.ts'
import type { Projection } from './projection.ts'

const longest = 24

/** Pay and replacement income month by month, as declared so far, and which months are complete (DRM). */
export const monthlyResources: Projection = {
  designation: 'nir',
  control(inputs, month) {
    const months = checkMonths(inputs, month, longest)
    return 'kind' in months ? months : null
  },
  project({ person, month, today, inputs }) {
    const months = checkMonths(inputs, month, longest)
    if ('kind' in months) return months
    const natures = inputs.get('natures')
    const isAsked = ({ nature }: Declaration) => natures === undefined || natures.includes(nature)
    const ressources: object[] = []
    const completude: object[] = []
    for (let at = months.first; at <= months.last; at++) {
      const mois = firstDayOf(at).slice(0, 7)
      const expected = declarationsAt(person, at, today).filter(isAsked)
      const received = expected.filter(({ deposit }) => deposit.date <= today)
      completude.push({ mois, statut: completenessOf(expected.length, received.length, firstDayOf(at + 1), today) })
      ressources.push(...received.map((declaration) => rowOf(mois, declaration)))
    }
    const data = { ressources, completude }
    const rule = ressources.length === 0 ? 'no-resource' : 'resources'
    return { kind: 'projected', data, meta: { identite: 'concordante' }, rule }
  },
}

/** Somebody without a resource is only known to have none when nobody can declare any more. */
function completenessOf(expected: number, received: number, nextMonth: string, today: string): string {
  if (today >= `${nextMonth.slice(0, 8)}${lastDepositDay}`) return 'complet'
  if (received > 0) return received < expected ? 'partiel' : 'complet'
  return 'non_recu'
}

function rowOf(mois: string, declaration: Declaration): object {
  const { nature, source, siret, declarant: denomination, deposit } = declaration
  return {
    mois,
    nature,
    fiabilite: declaration.isAnomalous ? 'en_anomalie' : 'certifie',
    source,
    declarant: { siret, denomination },
    date_versement: declaration.paidOn,
    montant_brut: declaration.gross,
    montant_net_fiscal: declaration.taxable,
    montant_net_verse: declaration.paid,
    montant_net_social: declaration.social,
    pas_preleve: declaration.withheld,
    depot: deposit,
  }
}
