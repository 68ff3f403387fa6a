import distributions from '../parameters/distributions.json' with { type: 'json' }
import type { Person } from '../population.ts'
import { monthAt } from '../rules/month.ts'
import { assignNir } from './assign-nir.ts'
import { contactOf } from './contact-of.ts'
import type { DrawnPerson } from './draw-adults.ts'
import { drawBirth, moveBirth } from './draw-birth.ts'
import type { HashedRandom } from './hashed-random.ts'
import { drawFirstNames } from './names.ts'
import type { Commune, Places } from './places.ts'

export type PersonMaker = (drawn: DrawnPerson, home: Commune) => Person

/** Adds birth, first names of the cohort, a free NIR and contact to what a household drew. */
export function createPersonMaker(random: HashedRandom, places: Places, taken: Set<string>): PersonMaker {
  return (drawn, home) => {
    const { age, isDisabled, ...kept } = drawn
    const wanted = drawBirth(drawn.id, age, home, drawn.role === 'child', random, places)
    const move = (birth: Person['birth'], attempt: number) => moveBirth(birth, attempt, places)
    const { nir, birth } = assignNir(drawn.id, drawn.sex, wanted, random, move, taken)
    const [from, to] = drawn.role === 'child' ? ([1, 9] as const) : ([20, 45] as const)
    const disabledAt = random.integer(drawn.id, 'disabled-at', from, to)
    return {
      ...kept,
      nir,
      first_names: drawFirstNames(drawn.id, drawn.sex, birth.year, random),
      birth,
      disabled_since: isDisabled ? monthAt(birth.year + disabledAt, 1) : null,
      insured: birth.commune !== null || !random.chance(drawn.id, 'uninsured', distributions.uninsured_abroad),
      ...contactOf(drawn.id, random),
    }
  }
}
