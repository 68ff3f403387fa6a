import distributions from '../parameters/distributions.json' with { type: 'json' }
import type { Income } from '../population.ts'
import type { HashedRandom } from './hashed-random.ts'

type Situation = keyof typeof distributions.inactive

/** The usual status and wage of an adult; months without it are drawn later, by hash, for any month asked. */
export function drawIncome(
  entity: string,
  sex: 'F' | 'M',
  age: number,
  situation: Situation,
  random: HashedRandom,
): Income {
  const { wage, students_under_25, inactive, instability } = distributions
  const isPartTime = random.chance(entity, 'part-time', wage.part_time_share[sex])
  const full = wage.median * Math.exp(wage.log_deviation * random.normal(entity, 'wage'))
  const monthly = Math.round(Math.max(isPartTime ? full * wage.part_time : full, wage.floor))
  const isStudent = age < 25 && random.chance(entity, 'student', students_under_25)
  const isInactive = random.chance(entity, 'inactive', inactive[situation])
  const status = isStudent ? 'student' : isInactive ? 'inactive' : 'employed'
  return { kind: 'drawn', status, wage: monthly, instability }
}
