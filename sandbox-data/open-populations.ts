import { generatePopulation } from './generator/generate-population.ts'
import { type Places, readPlaces } from './generator/places.ts'
import { normaliseName } from './normalise-name.ts'
import type { Population } from './population.ts'

/**
 * Version of the rules and lexicons behind drawn households: a change of what is drawn raises it, which draws everybody
 * anew. Another persona only moves the golden hash.
 */
export const populationVersion = '4'

/** About how many persons are drawn: small for tests, medium for an installation, large for load. */
export const populationSizes = { S: 2_000, M: 20_000, L: 200_000 } as const

/** What most tests need: about 330 households. */
const testSize = 700

export interface Populations {
  readonly sandbox: Population
  /** For the simulated production providers: reserved test persons, and a few households of another seed. */
  readonly production: Population
  /** Where people can be born. */
  readonly places: Places
  /** Official codes of the municipalities of a department that bear a name. */
  named(name: string, department: string): readonly string[]
}

/** The two populations of an installation. Medium takes about half a second, large about six. */
export function openPopulations(size: number = testSize): Populations {
  const places = readPlaces(normaliseName)
  const version = populationVersion
  return {
    sandbox: generatePopulation({ size, seed: 'octroi', version, places }),
    production: generatePopulation({ size: 60, seed: 'octroi-demonstration', version, places, personas: 'reserved' }),
    places,
    named: places.named,
  }
}
