import type { Household, Person, Population } from '#sandbox-data/population.ts'
import { monthOf } from '#sandbox-data/rules/month.ts'
import { checkClaim } from './control/check-claim.ts'
import type { Inputs } from './control/inputs.ts'
import { identifyPerson } from './identification/identify-person.ts'
import { indexIdentities } from './identification/identity-index.ts'
import type { Projected, Projection } from './projections/projection.ts'
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
  const households = new Map(population.households.map((household) => [household.id, household]))
  return ({ projection, providerCode, inputs, today }) => {
    const nobody = (outcome: Refusal): DemandAnswer => ({ outcome, person: null, household: null })
    const month = monthOf(today)
    const provider = providerCode === '40' ? 'RNCPS' : 'CNAF & MSA'
    const claim = checkClaim(inputs, { providerCode, provider, today, named })
    if ('kind' in claim) return nobody(claim)
    const refusal = projection.control?.(inputs, month)
    if (refusal) return nobody(refusal)
    const person = identifyPerson(claim, index)
    if ('kind' in person) return nobody(person)
    const household = households.get(person.household)
    if (!household) throw new Error(`household ${person.household} is not in the population`)
    const outcome = projection.project({ person, household, month, today, inputs, providerCode })
    return { outcome, person, household }
  }
}
