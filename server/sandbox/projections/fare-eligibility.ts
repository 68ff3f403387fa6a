import type { Month } from '#sandbox-data/population.ts'
import { firstDayOf, monthOf } from '#sandbox-data/rules/month.ts'
import type { Inputs } from '../control/inputs.ts'
import { decideFare, type Facts } from '../eligibility/decide-fare.ts'
import { factsOf } from '../eligibility/facts-of.ts'
import { type FactName, type FareRule, type FareTable, readFareTables } from '../eligibility/fare-table.ts'
import { linkedBeneficiaries } from '../eligibility/linked-beneficiaries.ts'
import { type Refusal, refuse } from '../refusal.ts'
import type { Projection } from './projection.ts'

const motifOf: Readonly<Record<FactName, string>> = {
  quotient: 'QUOTIENT_FAMILIAL',
  resources: 'RESSOURCES',
  solidarity_income: 'RSA',
  solidarity_unemployment: 'ASS',
  free_health_cover: 'C2S_SANS_PARTICIPATION',
  below_cover_ceiling: 'PLAFOND_C2S',
  disability: 'HANDICAP',
}

const monthsBack = 12

const sourceOf: Readonly<Record<FactName, string>> = {
  quotient: 'CNAF',
  resources: 'DRM',
  solidarity_income: 'CNAF',
  solidarity_unemployment: 'FRANCE_TRAVAIL',
  free_health_cover: 'CNAM',
  below_cover_ceiling: 'CNAM',
  disability: 'CNAF',
}

/**
 * Whether a person has a network's reduced fare: yes, no or undetermined, an opaque profile, and when to ask again.
 * Never an amount, and never the end of a right: the date is the network's policy.
 */
export function fareEligibility(): Projection {
  const tables = readFareTables()
  const tableOf = (inputs: Inputs) => tables.get(inputs.get('bareme')?.[0] ?? '')
  return {
    variant: (inputs) => inputs.get('bareme')?.[0] ?? '',
    control(inputs, current) {
      if (tableOf(inputs)) {
        const reference = checkReference(inputs, current)
        return typeof reference === 'number' ? null : reference
      }
      const detail = `Barème inconnu. Barèmes publiés : ${[...tables.keys()].join(', ')}.`
      return refuse('control', 422, '00366', 'unknown-table', detail, 'Octroi', 'bareme')
    },
    project({ person, household, month: current, inputs }) {
      const table = tableOf(inputs)
      if (!table) throw new Error('the control refuses a table that does not exist')
      const month = checkReference(inputs, current)
      if (typeof month !== 'number') return month
      const facts = factsOf(person, household, month)
      const { decision, rule } = decideFare(table, facts)
      const receipt = {
        decision,
        profil: rule?.profile ?? null,
        bareme: `${table.id}/${table.version}`,
        droit_constate_le: firstDayOf(month),
        valable_jusqu_au: rule ? lastDayBefore(month + rule.valid_months) : null,
        origine_validite: rule ? 'politique' : null,
        revalider_apres: firstDayOf(month + (rule?.valid_months ?? 1)),
      }
      const beneficiaires_lies = linkedBeneficiaries(rule, person, household, month)
      const data = {
        ...receipt,
        beneficiaires_lies,
        motifs: motifsOf(table, facts, rule),
        sources: sourcesOf(table, facts),
      }
      return { kind: 'projected', data, receipt, rule: `fare-${decision}` }
    },
  }
}

/** The month decided about: that of `date_reference`, one of the twelve last, or the current one. */
function checkReference(inputs: Inputs, current: Month): Month | Refusal {
  const given = inputs.get('date_reference')?.[0]?.trim() ?? ''
  if (given === '') return current
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(given) && new Date(`${given}T00:00:00Z`).toJSON()?.startsWith(given)
  const month = isDate ? monthOf(given) : Number.NaN
  if (month <= current && month > current - monthsBack) return month
  const detail = 'La date de référence est dans le mois en cours ou dans les onze précédents.'
  return refuse('control', 422, '00355', 'outside-the-window', detail, 'Octroi', 'date_reference')
}

/**
 * Why, for a contested file: what the rule looked at, or what nobody could say. Codes without a figure; nothing for a
 * refusal, where every rule is open to everybody.
 */
function motifsOf(table: FareTable, facts: Facts, rule: FareRule | null): readonly string[] {
  if (rule) return rule.when.map(({ fact }) => motifOf[fact])
  const asked = new Set(table.rules.flatMap(({ when }) => when.map(({ fact }) => fact)))
  return decideFare(table, facts).decision === 'indetermine'
    ? [...asked].filter((fact) => facts[fact] === null).map((fact) => motifOf[fact])
    : []
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
