import distributions from '../parameters/distributions.json' with { type: 'json' }
import type { DrawnAdult, DrawnPerson } from './draw-adults.ts'
import { drawIncome } from './draw-income.ts'
import { drawWeighted } from './draw-weighted.ts'
import type { HashedRandom } from './hashed-random.ts'
import type { HouseholdType } from './household-type.ts'

const counts = distributions.children.map((weight, index) => ({ value: index + 1, weight }))

/** Children of an age their mother can have; an adult child at home is at least twenty. */
export function drawChildren(
  household: string,
  type: HouseholdType,
  adults: readonly DrawnAdult[],
  random: HashedRandom,
): readonly DrawnPerson[] {
  if (type === 'adult_child_at_home')
    return [child(household, 0, random.integer(household, 'child-age', 20, 27), adults, random)]
  if (type !== 'couple_with_children' && type !== 'lone_parent') return []
  const mother = adults.find((adult) => adult.sex === 'F') ?? adults[0]
  if (!mother) return []
  const count = drawWeighted(random.unit(household, 'children'), counts)
  const oldest = Math.min(
    mother.age - random.integer(household, 'age-at-first-child', 19, 36),
    distributions.oldest_child_age_limit,
  )
  const children: DrawnPerson[] = []
  let age = Math.max(oldest, 0)
  for (let rank = 0; rank < count && age >= 0; rank++) {
    children.push(child(household, rank, age, adults, random))
    age -= random.integer(`${household}.c${rank}`, 'gap', 1, 4)
  }
  return children
}

function child(
  household: string,
  rank: number,
  age: number,
  adults: readonly DrawnAdult[],
  random: HashedRandom,
): DrawnPerson {
  const id = `${household}.c${rank}`
  const sex = random.chance(id, 'sex', 0.488) ? 'F' : 'M'
  return {
    id,
    household,
    role: 'child',
    sex,
    age,
    birth_name: adults[0]?.birth_name ?? '',
    usage_name: null,
    income: drawIncome(id, sex, age, sex === 'F' ? 'woman' : 'man', random),
    isDisabled: random.chance(id, 'disabled', distributions.disability.child),
    isWidowing: false,
  }
}
