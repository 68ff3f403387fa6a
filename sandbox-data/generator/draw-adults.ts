import distributions from '../parameters/distributions.json' with { type: 'json' }
import type { Income } from '../population.ts'
import { drawIncome } from './draw-income.ts'
import { drawWeighted } from './draw-weighted.ts'
import type { HashedRandom } from './hashed-random.ts'
import type { HouseholdType } from './household-type.ts'
import { drawSurname } from './names.ts'

/** A person before birth details, NIR and contact are added. */
export interface DrawnPerson {
  readonly id: string
  readonly household: string
  readonly role: 'adult' | 'child'
  readonly sex: 'F' | 'M'
  readonly age: number
  readonly birth_name: string
  readonly usage_name: string | null
  readonly income: Income
  readonly isDisabled: boolean
  /** Dies before the partner. */
  readonly isWidowing: boolean
}

export interface DrawnAdult extends DrawnPerson {
  readonly role: 'adult'
}

/** One adult, or a couple: the second is within a few years of the first. */
export function drawAdults(household: string, type: HouseholdType, random: HashedRandom): readonly DrawnAdult[] {
  const first = `${household}.p0`
  const isCouple = type === 'couple' || type === 'couple_with_children'
  const sex = sexOfFirst(first, type, random)
  const age = drawAge(first, type, random)
  const name = drawSurname(first, random)
  const adult = (
    id: string,
    ofSex: 'F' | 'M',
    ofAge: number,
    surname: string,
    usage: string | null,
    isWidowing = false,
  ): DrawnAdult => {
    const isDisabled = random.chance(id, 'disabled', disabilityShare(ofAge))
    return {
      id,
      household,
      role: 'adult',
      sex: ofSex,
      age: ofAge,
      birth_name: surname,
      usage_name: usage,
      income: drawIncome(id, ofSex, ofAge, isDisabled ? 'disabled' : situationOf(ofSex, type), random),
      isDisabled,
      isWidowing,
    }
  }
  if (!isCouple) return [adult(first, sex, age, name, null)]
  const second = `${household}.p1`
  const secondAge = Math.max(19, age + random.integer(second, 'age-gap', -5, 3))
  const takesName = random.chance(second, 'takes-name', distributions.usage_name_of_wives)
  const isWidowing = age >= 55 && random.chance(first, 'widowing', distributions.widowed)
  return [
    adult(first, sex, age, name, null, isWidowing),
    adult(second, sex === 'M' ? 'F' : 'M', secondAge, drawSurname(second, random), takesName ? name : null),
  ]
}

function sexOfFirst(entity: string, type: HouseholdType, random: HashedRandom): 'F' | 'M' {
  if (type === 'woman_alone') return 'F'
  if (type === 'man_alone' || type === 'couple' || type === 'couple_with_children') return 'M'
  return random.chance(entity, 'sex', distributions.lone_mother_share) ? 'F' : 'M'
}

function drawAge(entity: string, type: HouseholdType, random: HashedRandom): number {
  const bands = distributions.ages[type === 'woman_alone' || type === 'man_alone' ? 'alone' : type]
  const choices = bands.map(([from = 0, to = 0, weight = 0]) => ({ value: { from, to }, weight }))
  const { from, to } = drawWeighted(random.unit(entity, 'age-band'), choices)
  return random.integer(entity, 'age', from, to)
}

function situationOf(sex: 'F' | 'M', type: HouseholdType): keyof typeof distributions.inactive {
  if (type === 'lone_parent') return 'lone_parent'
  if (sex === 'M') return 'man'
  return type === 'couple_with_children' ? 'woman_in_couple_with_children' : 'woman'
}

function disabilityShare(age: number): number {
  const { under_35, under_50, under_64 } = distributions.disability
  if (age < 35) return under_35
  if (age < 50) return under_50
  return age < 64 ? under_64 : 0
}
