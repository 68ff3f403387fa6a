import { householdOfPersona } from '#sandbox-data/generator/household-of-persona.ts'
import type { Places } from '#sandbox-data/generator/places.ts'
import type { Household, Person, Population } from '#sandbox-data/population.ts'
import { type AnswerDemand, createAnswerDemand } from '../answer-demand.ts'
import { refuse } from '../refusal.ts'
import { changePerson } from './change-person.ts'
import type { HouseholdInput } from './world-event.ts'
import type { Layer } from './world-state.ts'

/** The population as one sandbox sees it: the common one under what the application added and changed. */
export interface Overlay {
  readonly answerDemand: AnswerDemand
  readonly households: readonly Household[]
  /** A person by identifier or NIR, with the household. */
  find(person: string): { readonly person: Person; readonly household: Household } | null
}

export interface OverlayMaker {
  (layer: Layer): Overlay
  /** Why a household cannot be added, or null. */
  check(layer: Layer, input: HouseholdInput): string | null
}

/** Only what an application touched is indexed again. `base` answers from the common population. */
export function createOverlayMaker(
  population: Population,
  base: AnswerDemand,
  places: Places,
  named: (name: string, department: string) => readonly string[],
): OverlayMaker {
  const common = new Map(population.households.map((household) => [household.id, household]))
  const byKey = new Map(
    population.persons.flatMap((person) => [[person.id, person] as const, [person.nir, person] as const]),
  )
  const numbers = new Set(population.persons.flatMap(({ nir, ine, login }) => [nir.slice(0, -2), ine, login]))
  const made = new WeakMap<Layer['changes'], WeakMap<Layer['households'], Overlay>>()

  function build(layer: Layer): Overlay {
    const taken = new Set(numbers)
    const touched = new Map<string, Household>()
    for (const [at, input] of layer.households.entries()) {
      const household = householdOf(input, at, taken)
      touched.set(household.id, household)
    }
    const own = new Map<string, string>()
    const note = (household: Household) => {
      for (const { id, nir } of household.persons) own.set(id, household.id).set(nir, household.id)
    }
    for (const household of touched.values()) note(household)
    const find = (key: string) => {
      const householdId = own.get(key) ?? byKey.get(key)?.household ?? ''
      const household = touched.get(householdId) ?? common.get(householdId)
      const person = household?.persons.find(({ id, nir }) => id === key || nir === key)
      return household && person ? { household, person } : null
    }
    for (const { person: key, change } of layer.changes) {
      const found = find(key)
      if (!found) continue
      const household = changePerson(found.household, found.person.id, change)
      touched.set(household.id, household)
      note(household)
    }
    const households = [...touched.values()]
    const changed = { ...population, households, persons: households.flatMap(({ persons }) => persons) }
    return { households, find, answerDemand: merge(base, createAnswerDemand(changed, named), new Set(touched.keys())) }
  }

  function householdOf(input: HouseholdInput, at: number, taken: Set<string>): Household {
    const texts = { fallback: 'fr' as const, texts: { fr: '-', en: '-' } }
    const persona = { ...input, id: `own-${at + 1}`, title: texts, story: texts, reserved: false, expected: [] }
    return householdOfPersona(persona, places, taken)
  }

  function overlayOf(layer: Layer): Overlay {
    const byHouseholds = made.get(layer.changes) ?? new WeakMap<Layer['households'], Overlay>()
    made.set(layer.changes, byHouseholds)
    const known = byHouseholds.get(layer.households)
    if (known) return known
    const overlay = build(layer)
    byHouseholds.set(layer.households, overlay)
    return overlay
  }

  return Object.assign(overlayOf, {
    check(layer: Layer, input: HouseholdInput): string | null {
      try {
        build({ ...layer, households: [...layer.households, input] })
        return null
      } catch {
        return 'Somebody has the same sex, month and place of birth as one of these persons, or a place is unknown: change a birth.'
      }
    },
  })
}

/** Whom the overlay knows it answers about; somebody it replaced is no longer found in the common population. */
function merge(base: AnswerDemand, own: AnswerDemand, touched: ReadonlySet<string>): AnswerDemand {
  return (demand) => {
    const fromOwn = own(demand)
    const fromBase = base(demand)
    const isReplaced = fromBase.household !== null && touched.has(fromBase.household.id)
    if (fromOwn.person === null) return isReplaced ? fromOwn : fromBase
    if (fromBase.person === null || isReplaced) return fromOwn
    const detail = 'Plusieurs personnes correspondent, dont une que vous avez créée.'
    const outcome = refuse('identification', 422, '00391', 'several-persons', detail, 'Octroi')
    return { outcome, person: null, household: null }
  }
}
