import type { Month } from '../population.ts'
import { monthAt } from './month.ts'

/** The active solidarity income exists since June 2009. */
export const solidarityIncomeBegan: Month = monthAt(2009, 6)
