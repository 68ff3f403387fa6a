import { normaliseName } from '../normalise-name.ts'
import type { Household, Population } from '../population.ts'
import { drawHousehold } from './draw-household.ts'
import { createHashedRandom } from './hashed-random.ts'
import { householdOfPersona } from './household-of-persona.ts'
import { createPersonMaker } from './make-person.ts'
import type { Persona } from './persona.ts'
import { type Places, readPlaces } from './places.ts'
import { readPersonas } from './read-personas.ts'

/** Average size of a drawn household, to turn a wished number of persons into a number of households. */
const personsPerHousehold = 2.1

export interface PopulationRequest {
  /** About how many persons to draw, personas apart. */
  readonly size: number
  readonly seed: string
  readonly version: string
  /** Which documented personas live in it; all of them unless told otherwise. */
  readonly personas?: 'all' | 'reserved'
  /** Read again when absent. */
  readonly places?: Places
}

/**
 * The same request gives the same population for ever: the golden hash in `golden.json` proves it.
 * Personas come first, so that nobody drawn takes their NIR.
 */
export function generatePopulation(request: PopulationRequest): Population {
  const { size, seed, version } = request
  const random = createHashedRandom(`${version}|${seed}`)
  const places = request.places ?? readPlaces(normaliseName)
  const taken = new Set<string>()
  const households: Household[] = readPersonas()
    .filter((persona: Persona) => request.personas !== 'reserved' || persona.reserved)
    .map((persona) => householdOfPersona(persona, places, taken))
  const make = createPersonMaker(random, places, taken)
  const count = Math.round(size / personsPerHousehold)
  for (let index = 1; index <= count; index++) {
    households.push(drawHousehold(`h${String(index).padStart(6, '0')}`, random, places, make))
  }
  return { version, seed, households, persons: households.flatMap((household) => household.persons) }
}
