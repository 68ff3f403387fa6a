import type { Month } from '../population.ts'

/** First month, not before `earliest`, of the unbroken run of months with the right that ends in `month`. */
export function rightStart(hasRight: (month: Month) => boolean, month: Month, earliest: Month): Month {
  let start = month
  while (start > earliest && hasRight(start - 1)) start--
  return start
}
