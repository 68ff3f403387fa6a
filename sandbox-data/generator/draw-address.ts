import streets from '../lexicon/streets.json' with { type: 'json' }
import type { Address } from '../population.ts'
import type { HashedRandom } from './hashed-random.ts'
import type { Commune } from './places.ts'

/** An invented street in a real municipality. */
export function drawAddress(entity: string, commune: Commune, random: HashedRandom): Address {
  const number = random.integer(entity, 'street-number', 1, 180)
  const kind = random.pick(entity, 'street-kind', streets.kinds)
  const name = random.pick(entity, 'street-name', streets.names)
  const complement = random.chance(entity, 'has-complement', 0.3)
    ? random.pick(entity, 'complement', streets.complements).replace('{n}', String(number))
    : null
  return {
    complement,
    street: `${number} ${kind} ${name}`,
    place: null,
    postcode: commune.postcode,
    city: commune.name.replace(/ \d+er? Arrondissement$/, '').toUpperCase(),
    commune: commune.code,
  }
}
