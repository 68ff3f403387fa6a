import type { Month } from '#sandbox-data/population.ts'
import { firstDayOf } from '#sandbox-data/rules/month.ts'
import type { Inputs } from '../control/inputs.ts'
import { decideFare, type Facts } from '../eligibility/decide-fare.ts'
import { factsOf } from '../eligibility/facts-of.ts'
import { type FactName, type FareTable, readFareTables } from '../eligibility/fare-table.ts'
import { refuse } from '../refusal.ts'
import type { Projection } from './projection.ts'

const sourceOf: Readonly<Record<FactName, string>> = {
  quotient: 'CNAF',
  resources: 'DRM',
  solidarity_income: 'CNAF',
  solidarity_unemployment: 'FRANCE_TRAVAIL',
  free_health_cover: 'CNAM',
  below_cover_ceiling: 'CNAM',
}

/**
 * Whether a person has a network's reduced fare: yes, no or undetermined, an opaque profile, and when to ask again.
 * Never an amount, and never the end of a right: the date is the network's policy.
 */
export function fareEligibility(): Projection {
  const tables = readFareTables()
  const tableOf = (inputs: Inputs) => tables.get(inputs.get('bareme')?.[0] ?? '')
  return {
    control(inputs) {
      if (tableOf(inputs)) return null
      const detail = `Barème inconnu. Barèmes publiés : ${[...tables.keys()].join(', ')}.`
      return refuse('control', 422, '00366', 'unknown-table', detail, 'Octroi', 'bareme')
    },
    project({ person, household, month, inputs }) {
      const table = tableOf(inputs)
      if (!table) throw new Error('the control refuses a table that does not exist')
      const facts = factsOf(person, household, month)
      const { decision, rule } = decideFare(table, facts)
      const data = {
        decision,
        profil: rule?.profile ?? null,
        bareme: `${table.id}/${table.version}`,
        droit_constate_le: firstDayOf(month),
        valable_jusqu_au: rule ? lastDayBefore(month + rule.valid_months) : null,
        origine_validite: rule ? 'politique' : null,
        revalider_apres: firstDayOf(month + (rule?.valid_months ?? 1)),
        sources: sourcesOf(table, facts),
      }
      return { kind: 'projected', data, rule: `fare-${decision}` }
    },
  }
}

/** Who was asked, and whether each could say. */
function sourcesOf(table: FareTable, facts: Facts): readonly object[] {
  const asked = new Set(table.rules.flatMap(({ when }) => when.map(({ fact }) => fact)))
  const silent = new Set([...asked].filter((fact) => facts[fact] === null).map((fact) => sourceOf[fact]))
  const names = new Set([...asked].map((fact) => sourceOf[fact]))
  return [...names].map((fournisseur) => ({
    fournisseur,
    statut: silent.has(fournisseur) ? 'AUCUNE_DONNEE' : 'DONNEE_TROUVEE',
  }))
}

function lastDayBefore(month: Month): string {
  return new Date(Date.parse(`${firstDayOf(month)}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
}
