import { hashToUnit } from '#sandbox-data/generator/hashed-random.ts'
import type { Month } from '#sandbox-data/population.ts'
import { type CareerPeriod, type CareerYear, careerOf, quartersOf } from '#sandbox-data/rules/career-of.ts'
import { firstDayOf, monthInYear, yearOf } from '#sandbox-data/rules/month.ts'
import { checkMonths } from '../control/check-months.ts'
import type { Projection, Subject } from './projection.ts'

const longest = 720

/** Yearly ceiling of social security, in euros: the one of 2026 for every year. */
const ceiling = 48_060

/** Share of periods that a scheme has still to check. */
const toCheck = 0.02

const flowOf: Readonly<Record<CareerPeriod['nature'], string>> = {
  emploi: 'DSN',
  apprentissage: 'DSN',
  chomage: 'PASRAU',
  maladie: 'PASRAU',
  maternite: 'PASRAU',
  service_national: 'migration',
  avpf: 'migration',
}

/** Schemes whose components are loaded: what another one holds is not here, and that is not a right denied. */
const loaded = ['CNAV', 'MSA'] as const
const absent = ['SSI', 'CNRACL', 'SRE', 'AGIRC_ARRCO'] as const

/** The career of a person over a period: jobs, unemployment, incomes and quarters (RGCU). */
export const career: Projection = {
  designation: 'nir-or-status',
  control(inputs, month) {
    const months = checkMonths(inputs, month, longest)
    return 'kind' in months ? months : null
  },
  project(subject) {
    const { person, household, month, inputs } = subject
    const months = checkMonths(inputs, month, longest)
    if ('kind' in months) return months
    const regime = household.fund === 'MSA' ? 'MSA' : 'CNAV'
    const natures = inputs.get('natures')
    const regimes = inputs.get('regimes')
    const all = careerOf(person, household, months.first, months.last)
    const isAsked = ({ nature }: CareerPeriod) => natures === undefined || natures.includes(nature)
    const shown = regimes === undefined || regimes.includes(regime) ? all.filter(isAsked) : []
    const years = quartersOf(all)
    const data = {
      periodes: shown.map((period) => periodOf(period, regime, subject)),
      synthese: summaryOf(years, yearOf(month)),
      regimes_charges: loaded,
      regimes_absents: absent,
    }
    return {
      kind: 'projected',
      data,
      meta: { identite: 'concordante' },
      rule: all.length === 0 ? 'no-career' : 'career',
    }
  },
}

function periodOf(period: CareerPeriod, regime: string, { person, month }: Subject): object {
  const { nature, employer, first, last, incomes } = period
  return {
    id: opaqueId(`${person.id}|${first}|${nature}`),
    regime,
    nature,
    debut: firstDayOf(first),
    fin: last >= month ? null : lastDayOf(last),
    employeur: employer === null ? null : { siret: employer.siret, denomination: employer.name },
    revenus: [...incomes].map(([annee, montant]) => ({
      annee,
      montant,
      devise: 'EUR',
      plafonne: Math.min(montant, ceiling),
    })),
    source: { organisme: regime, flux: flowOf[nature] },
    statut: hashToUnit(`${person.id}|${first}|to-check`) < toCheck ? 'a_verifier' : 'consolide',
  }
}

/** Years before the present one that lack quarters are incomplete. */
function summaryOf(years: readonly CareerYear[], thisYear: number): object {
  const total = (count: (year: CareerYear) => number) => years.reduce((sum, year) => sum + count(year), 0)
  const incomplete = years.filter(({ year, contributed, credited }) => year < thisYear && contributed + credited < 4)
  return {
    trimestres: {
      valides: total(({ contributed, credited }) => contributed + credited),
      cotises: total(({ contributed }) => contributed),
      assimiles: total(({ credited }) => credited),
    },
    annees_incompletes: incomplete.map(({ year }) => year),
  }
}

function opaqueId(key: string): string {
  return hashToUnit(key).toString(36).slice(2, 12)
}

function lastDayOf(month: Month): string {
  return `${firstDayOf(month).slice(0, 8)}${new Date(Date.UTC(yearOf(month), monthInYear(month), 0)).getUTCDate()}`
}
