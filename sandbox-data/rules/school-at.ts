import { hashToUnit } from '../generator/hashed-random.ts'
import levels from '../lexicon/school-levels.json' with { type: 'json' }
import type { Household, Person } from '../population.ts'
import { isAlive } from './household-at.ts'
import { monthAt } from './month.ts'

export interface School {
  readonly cycle: 'ecole' | 'college' | 'lycee'
  /** Code and label of the elementary training module (MEF). */
  readonly mef: string
  readonly label: string
  /** Identifier of the establishment: no real one begins with 000. */
  readonly uai: string
}

const letters = 'ABCDEFGHJKLMNPRSTUVWXYZ'

/**
 * The school a child of the household attends in the school year that begins in `year`, or null. Children of a
 * municipality share its school of a cycle. Nobody repeats a year.
 */
export function schoolAt(person: Person, household: Household, year: number): School | null {
  const level = levels.levels.find(({ age }) => age === year - person.birth.year)
  if (!level || !isAlive(person, monthAt(year, 9))) return null
  const cycle = level.cycle as School['cycle']
  const drawn = hashToUnit(`${household.address.commune}|${cycle}`)
  const number = String(Math.floor(drawn * 9000)).padStart(4, '0')
  const letter = letters[Math.floor(drawn * 9_000_000) % letters.length]
  return { cycle, mef: level.mef, label: level.label, uai: `000${number}${letter}` }
}
