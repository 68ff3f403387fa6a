import { generatePopulation } from './generator/generate-population.ts'
import { readPlaces } from './generator/places.ts'
import { normaliseName } from './normalise-name.ts'
import type { Population } from './population.ts'

/** Version of the rules and lexicons behind drawn households; a change that moves the golden hash raises it. */
export const populationVersion = '4'

/** About 330 households: what `npm start` serves. */
const demoSize = 700

export interface Populations {
  readonly sandbox: Population
  /** For the simulated production providers: reserved test persons, and a few households of another seed. */
  readonly production: Population
  /** Official codes of the municipalities of a department that bear a name. */
  named(name: string, department: string): readonly string[]
}

/** The two populations of an installation. Takes about a tenth of a second. */
export function openPopulations(size: number = demoSize): Populations {
  const places = readPlaces(normaliseName)
  const version = populationVersion
  return {
    sandbox: generatePopulation({ size, seed: 'octroi', version, places }),
    production: generatePopulation({ size: 60, seed: 'octroi-demonstration', version, places, personas: 'reserved' }),
    named: places.named,
  }
}
