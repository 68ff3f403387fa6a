import type { Household, Month } from '../population.ts'
import { disabilityAllowanceAt } from './disability-allowance-at.ts'
import { earningsAt } from './earnings-at.ts'
import { householdAt } from './household-at.ts'

export interface QuarterlyIncome {
  /** First month of the quarter of rights that `month` belongs to. */
  readonly reviewedIn: Month
  /** Monthly averages over the three months before the review. */
  readonly wages: number
  readonly others: number
}

/** The household's monthly income as declared for the current quarter of rights. */
export function quarterlyIncome(household: Household, month: Month): QuarterlyIncome {
  const reviewedIn = month - ((month + household.review_phase) % 3)
  let wages = 0
  let others = 0
  for (const adult of householdAt(household, reviewedIn).adults) {
    for (const back of [1, 2, 3]) {
      const { wage, unemployment, solidarity, pension } = earningsAt(adult, reviewedIn - back)
      wages += wage / 3
      others += (unemployment + solidarity + pension + disabilityAllowanceAt(adult, reviewedIn - back)) / 3
    }
  }
  return { reviewedIn, wages, others }
}
