import type { Household, Person, Population } from '#sandbox-data/population.ts'
import { isAlive } from '#sandbox-data/rules/household-at.ts'
import { monthOf } from '#sandbox-data/rules/month.ts'
import { checkClaim } from './control/check-claim.ts'
import type { Inputs } from './control/inputs.ts'
import { createIdentifyByNir } from './identification/identify-by-nir.ts'
import { createIdentifyByNumber } from './identification/identify-by-number.ts'
import { identifyPerson } from './identification/identify-person.ts'
import { indexIdentities } from './identification/identity-index.ts'
import { noFile } from './projections/check-file.ts'
import type { Projected, Projection, Subject } from './projections/projection.ts'
import { providerNameOf } from './providers.ts'
import type { Refusal } from './refusal.ts'

export interface Demand {
  readonly projection: Projection
  readonly providerCode: string
  readonly inputs: Inputs
  /** ISO date in the country's zone. */
  readonly today: string
}

export interface DemandAnswer {
  readonly outcome: Projected | Refusal
  /** Null when nobody was identified. */
  readonly person: Person | null
  readonly household: Household | null
}

/** Answers one demand: control, then identification, then the fund's view. */
export type AnswerDemand = (demand: Demand) => DemandAnswer

/** Indexes the population once, then answers from it. `named` finds municipalities of a department by name. */
export function createAnswerDemand(
  population: Population,
  named: (name: string, department: string) => readonly string[],
): AnswerDemand {
  const index = indexIdentities(population)
  const identifyByNir = createIdentifyByNir(population)
  const identifyByNumber = createIdentifyByNumber(population)
  const households = new Map(population.households.map((household) => [household.id, household]))
  return ({ projection, providerCode, inputs, today }) => {
    const nobody = (outcome: Refusal): DemandAnswer => ({ outcome, person: null, household: null })
    const month = monthOf(today)
    const person = find(projection, inputs, providerCode, today)
    if ('kind' in person) return nobody(person)
    const household = households.get(person.household)
    if (!household) throw new Error(`household ${person.household} is not in the population`)
    const subject = { person, household, month, today, inputs, providerCode }
    return { outcome: refuseDeceased(subject) ?? projection.project(subject), person, household }
  }

  /** The values of the demand are controlled before anybody is searched. */
  function find(projection: Projection, inputs: Inputs, providerCode: string, today: string): Person | Refusal {
    const kind = projection.designation ?? 'fund'
    if (kind === 'nir' || (kind === 'nir-or-status' && inputs.has('nir')))
      return projection.control?.(inputs, monthOf(today)) ?? identifyByNir(inputs)
    if (kind === 'ine' || kind === 'identifiant') {
      return projection.control?.(inputs, monthOf(today)) ?? identifyByNumber(kind, inputs, providerCode)
    }
    const provider = providerNameOf(providerCode)
    const isFund = kind !== 'education'
    const rules = { providerCode, provider, today, kind: isFund ? 'fund' : 'education', named } as const
    const claim = checkClaim(inputs, rules)
    if ('kind' in claim) return claim
    const refusal = projection.control?.(inputs, monthOf(today))
    if (refusal) return refusal
    const registry = isFund ? civilRegistry : { name: provider, notFound: `${providerCode}003` }
    return identifyPerson(claim, index, registry)
  }
}

/** Funds find a person through the national register of the old-age fund. */
const civilRegistry = { name: 'CNAV', notFound: '37003' }

function refuseDeceased({ person, month, providerCode }: Subject): Refusal | null {
  if (isAlive(person, month)) return null
  return noFile(
    providerCode,
    'deceased',
    'La personne est identifiée ; son décès est enregistré et ses dossiers sont clos.',
  )
}
