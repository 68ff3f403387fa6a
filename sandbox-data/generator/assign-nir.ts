import { nirKey } from '#packs/fr/nir-key.ts'
import type { Birth } from '../population.ts'
import type { HashedRandom } from './hashed-random.ts'

/** Moves a birth to another place of the same department or to another country, `attempt` places further. */
export type MoveBirth = (birth: Birth, attempt: number) => Birth

/**
 * A NIR with order 000 (nobody's: real ones begin at 001) and a correct key, unique among those `taken`.
 * Without an order number two people of the same sex, month and place would collide: the later one is
 * born next door.
 */
export function assignNir(
  entity: string,
  sex: 'F' | 'M',
  birth: Birth,
  random: HashedRandom,
  move: MoveBirth,
  taken: Set<string>,
  kind: 'certified' | 'provisional' = 'certified',
): { readonly nir: string; readonly birth: Birth } {
  for (let attempt = 0; attempt < 400; attempt++) {
    const moved = attempt === 0 ? birth : move(birth, attempt)
    const number = nirNumber(entity, sex, moved, random, kind === 'provisional' ? 2 : 0)
    if (taken.has(number)) continue
    taken.add(number)
    return { nir: number + nirKey(number), birth: moved }
  }
  throw new Error(`no free NIR for ${entity}`)
}

/** Insee gives months 20 to 42 to births of an unknown month. Before 1976 Corsica was department 20. A number of waiting begins with 3 or 4. */
function nirNumber(entity: string, sex: 'F' | 'M', birth: Birth, random: HashedRandom, shift: 0 | 2): string {
  const month = birth.month ?? random.integer(entity, 'nir-unknown-month', 20, 42)
  const place = birth.commune ?? birth.country
  const ofTheTime = birth.year < 1976 ? place.replace(/^2[AB]/, '20') : place
  const year = String(birth.year % 100).padStart(2, '0')
  return `${(sex === 'M' ? 1 : 2) + shift}${year}${String(month).padStart(2, '0')}${ofTheTime}000`
}
