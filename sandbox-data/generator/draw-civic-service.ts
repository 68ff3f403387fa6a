import { employers } from '../employers.ts'
import distributions from '../parameters/distributions.json' with { type: 'json' }
import type { CivicService } from '../population.ts'
import { monthAt } from '../rules/month.ts'
import type { HashedRandom } from './hashed-random.ts'

/** Six to twelve months between 18 and 24, for a share of each age group. */
export function drawCivicService(entity: string, birthYear: number, random: HashedRandom): CivicService | null {
  if (!random.chance(entity, 'civic-service', distributions.civic_service)) return null
  const age = random.integer(entity, 'civic-service-age', 18, 24)
  const from = monthAt(birthYear + age, random.integer(entity, 'civic-service-month', 1, 12))
  const months = random.integer(entity, 'civic-service-length', 6, 12)
  return { from, until: from + months - 1, host: random.pick(entity, 'civic-service-host', employers).siret }
}
