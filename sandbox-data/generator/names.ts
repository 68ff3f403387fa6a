import firstNames from '../lexicon/first-names.json' with { type: 'json' }
import surnames from '../lexicon/surnames.json' with { type: 'json' }
import type { HashedRandom } from './hashed-random.ts'

/** An invented surname, in capitals as registers write it. */
export function drawSurname(entity: string, random: HashedRandom): string {
  const beginning = random.pick(entity, 'surname-beginning', surnames.beginnings)
  return (beginning + random.pick(entity, 'surname-ending', surnames.endings)).toUpperCase()
}

/** One to three different first names of the decade of birth, frequent ones more often. */
export function drawFirstNames(entity: string, sex: 'F' | 'M', birthYear: number, random: HashedRandom): string[] {
  const decade = Math.min(Math.max(Math.floor(birthYear / 10) * 10, 1930), 2020)
  const list = (firstNames[sex] as Record<string, string[]>)[String(decade)] ?? []
  const count =
    1 + (random.chance(entity, 'second-name', 0.75) ? 1 : 0) + (random.chance(entity, 'third-name', 0.4) ? 1 : 0)
  const names = [drawByRank(entity, 'first-name-1', list, random)]
  for (let rank = 2; rank <= count; rank++) {
    const name = random.pick(entity, `first-name-${rank}`, list)
    if (!names.includes(name.toUpperCase())) names.push(name.toUpperCase())
  }
  return names
}

function drawByRank(entity: string, field: string, list: readonly string[], random: HashedRandom): string {
  const total = list.reduce((sum, _, rank) => sum + 1 / (rank + 1), 0)
  let left = random.unit(entity, field) * total
  for (const [rank, name] of list.entries()) {
    left -= 1 / (rank + 1)
    if (left < 0) return name.toUpperCase()
  }
  return (list[0] ?? 'CAMILLE').toUpperCase()
}
