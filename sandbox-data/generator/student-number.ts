import type { HashedRandom } from './hashed-random.ts'

const letters = 'ABCDEFGHJK'

/**
 * A national student number of nine digits and two letters. Its first three digits would be a département's and
 * are 000: nobody has it. Unique among those `taken`.
 */
export function studentNumber(entity: string, random: HashedRandom, taken: Set<string>): string {
  for (let attempt = 0; attempt < 100; attempt++) {
    const digits = String(random.integer(entity, `ine-${attempt}`, 0, 999_999)).padStart(6, '0')
    const pair = random.integer(entity, `ine-letters-${attempt}`, 0, 99)
    const number = `000${digits}${letters[Math.floor(pair / 10)]}${letters[pair % 10]}`
    if (taken.has(number)) continue
    taken.add(number)
    return number
  }
  throw new Error(`no free student number for ${entity}`)
}
