import distributions from '../parameters/distributions.json' with { type: 'json' }
import type { Month, Person } from '../population.ts'
import { monthAt } from '../rules/month.ts'
import { assignNir } from './assign-nir.ts'
import { birthplaceOf } from './birthplace-of.ts'
import { contactOf } from './contact-of.ts'
import type { DrawnPerson } from './draw-adults.ts'
import { drawBirth, moveBirth } from './draw-birth.ts'
import { drawCivicService } from './draw-civic-service.ts'
import { drawStudies } from './draw-studies.ts'
import type { HashedRandom } from './hashed-random.ts'
import { loginOf } from './login-of.ts'
import { drawFirstNames, drawSurname } from './names.ts'
import type { Commune, Places } from './places.ts'
import { studentNumber } from './student-number.ts'

export type PersonMaker = (drawn: DrawnPerson, home: Commune) => Person

/** Adds birth, first names of the cohort, a free NIR, studies and contact to what a household drew. */
export function createPersonMaker(random: HashedRandom, places: Places, taken: Set<string>): PersonMaker {
  return (drawn, home) => {
    const { age, isDisabled, isWidowing, ...kept } = drawn
    const { id, role } = drawn
    const wanted = drawBirth(id, age, home, role === 'child', random, places)
    const move = (birth: Person['birth'], attempt: number) => moveBirth(birth, attempt, places)
    const { nir, birth } = assignNir(id, drawn.sex, wanted, random, move, taken)
    const [from, to] = role === 'child' ? ([1, 9] as const) : ([20, 45] as const)
    const disabledAt = random.integer(id, 'disabled-at', from, to)
    const hasChangedName = random.chance(id, 'changed-birth-name', distributions.changed_birth_name)
    const firstNames = drawFirstNames(id, drawn.sex, birth.year, random)
    return {
      ...kept,
      nir,
      is_provisional: false,
      former_birth_names: hasChangedName ? [drawSurname(`${id}.former`, random)] : [],
      first_names: firstNames,
      birth,
      birthplace: birthplaceOf(birth, places),
      died: isWidowing ? drawDeath(id, random) : null,
      ine: studentNumber(id, random, taken),
      studies: drawStudies(drawn, birth.year, random),
      civic_service: drawCivicService(id, birth.year, random),
      login: loginOf(id, firstNames[0] ?? '', drawn.birth_name, random, taken),
      disabled_since: isDisabled ? monthAt(birth.year + disabledAt, 1) : null,
      particulars: null,
      insured: birth.commune !== null || !random.chance(id, 'uninsured', distributions.uninsured_abroad),
      ...contactOf(id, random),
    }
  }
}

/** In the two years before the reference date or the three after. */
function drawDeath(id: string, random: HashedRandom): Month {
  return monthAt(Number(distributions.reference_month.slice(0, 4)) - 2, 1) + random.integer(id, 'died', 0, 59)
}
