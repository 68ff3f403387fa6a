import countries from '../lexicon/countries.json' with { type: 'json' }
import type { Birth } from '../population.ts'
import type { Places } from './places.ts'

const byCode = new Map(countries.countries.map(({ code, name }) => [code, name]))

/** The name of the municipality or country of birth, in capitals. */
export function birthplaceOf({ commune, country }: Birth, places: Places): string {
  const name = commune === null ? byCode.get(country) : places.byCode(commune)?.name
  return (name ?? '').toUpperCase()
}
