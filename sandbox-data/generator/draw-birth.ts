import countries from '../lexicon/countries.json' with { type: 'json' }
import distributions from '../parameters/distributions.json' with { type: 'json' }
import type { Birth } from '../population.ts'
import { drawWeighted } from './draw-weighted.ts'
import type { HashedRandom } from './hashed-random.ts'
import type { Commune, Places } from './places.ts'

const france = '99100'
const byWeight = countries.countries.map(({ code, weight }) => ({ value: code, weight }))

/** Birth of somebody of an age at the reference date, 1 January 2026. Children are born near home. */
export function drawBirth(
  entity: string,
  age: number,
  home: Commune,
  isChild: boolean,
  random: HashedRandom,
  places: Places,
): Birth {
  const year = Number(distributions.reference_month.slice(0, 4)) - 1 - age
  const month = random.integer(entity, 'birth-month', 1, 12)
  const day = random.integer(entity, 'birth-day', 1, 28)
  if (!isChild && random.chance(entity, 'born-abroad', distributions.born_abroad)) {
    const country = drawWeighted(random.unit(entity, 'birth-country'), byWeight)
    const isUnknown = random.chance(entity, 'unknown-month', distributions.unknown_birth_month_abroad)
    return { year, month: isUnknown ? null : month, day: isUnknown ? null : day, country, commune: null }
  }
  const isNearHome = random.chance(entity, 'born-near-home', isChild ? 0.8 : 0.45)
  const commune = isNearHome ? home : places.drawByPopulation(random.unit(entity, 'birth-commune'))
  return { year, month, day, country: france, commune: commune.code }
}

/** See `assignNir`: the next municipality of the department, or the next country of the list. */
export function moveBirth(birth: Birth, attempt: number, places: Places): Birth {
  if (birth.commune !== null) return { ...birth, commune: places.neighbour(birth.commune, attempt).code }
  const index = countries.countries.findIndex((country) => country.code === birth.country)
  const next = countries.countries[(index + attempt) % countries.countries.length]
  return { ...birth, country: next?.code ?? birth.country }
}
