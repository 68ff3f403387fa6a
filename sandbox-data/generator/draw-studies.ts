import establishments from '../lexicon/establishments.json' with { type: 'json' }
import distributions from '../parameters/distributions.json' with { type: 'json' }
import type { Studies } from '../population.ts'
import type { DrawnPerson } from './draw-adults.ts'
import { drawWeighted } from './draw-weighted.ts'
import type { HashedRandom } from './hashed-random.ts'

const regimes = distributions.studies.regimes.map((weight, index) => ({ value: index + 1, weight }))

/** Higher studies from the end of school on, for whoever drew the status of student; null for others. */
export function drawStudies(drawn: DrawnPerson, birthYear: number, random: HashedRandom): Studies | null {
  const { id, income, role } = drawn
  if (income.kind !== 'drawn' || income.status !== 'student') return null
  const { parents_median, parents_log_deviation, asks_for_scholarship } = distributions.studies
  const ofParents = parents_median * Math.exp(parents_log_deviation * random.normal(id, 'parents-income'))
  return {
    first_year: birthYear + 18,
    last_year: birthYear + 23,
    establishment: random.pick(id, 'establishment', establishments.establishments).uai,
    regime: drawWeighted(random.unit(id, 'regime'), regimes),
    parents_income: role === 'child' ? null : Math.round(ofParents),
    asks_for_scholarship: random.chance(id, 'asks-for-scholarship', asks_for_scholarship),
    struck_off_on: null,
  }
}
