import distributions from '../parameters/distributions.json' with { type: 'json' }
import type { Dwelling } from '../population.ts'
import { drawWeighted } from './draw-weighted.ts'
import type { HashedRandom } from './hashed-random.ts'

const tenures = Object.entries(distributions.tenures).map(([value, weight]) => ({
  value: value as Dwelling['tenure'],
  weight,
}))

/** Whether the household owns its home, and what it pays for it. Somebody with a housing benefit is a tenant. */
export function drawDwelling(
  entity: string,
  persons: number,
  hasHousingBenefit: boolean,
  random: HashedRandom,
): Dwelling {
  const drawn = drawWeighted(random.unit(entity, 'tenure'), tenures)
  const tenure = hasHousingBenefit && drawn === 'owner' ? 'tenant' : drawn
  if (tenure === 'owner') return { tenure, rent: 0 }
  const { base, per_person, social_share, deviation } = distributions.rent
  const full = (base + per_person * persons) * Math.exp(deviation * random.normal(entity, 'rent'))
  return { tenure, rent: Math.round(tenure === 'social_tenant' ? full * social_share : full) }
}
