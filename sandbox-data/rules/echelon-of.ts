import { rates } from './rates.ts'

/**
 * The highest echelon whose ceiling an income does not pass, or null above them all. `ceilings` go from the lowest
 * echelon, with the highest ceiling, up; each further point of family burden raises them by a share.
 */
export function echelonOf<T>(
  income: number,
  points: number,
  ceilings: readonly { readonly echelon: T; readonly ceiling: number }[],
): T | null {
  const raised = 1 + rates.scholarship.point_share * points
  const passed = ceilings.findLast(({ ceiling }) => income <= ceiling * raised)
  return passed?.echelon ?? null
}
