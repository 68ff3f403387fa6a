import type { Household, Month } from '../population.ts'
import { householdAt } from './household-at.ts'
import { rates } from './rates.ts'
import { roundCents } from './round-cents.ts'

export interface FamilyBenefits {
  /** From two children on; not lowered here for high incomes. */
  readonly familyAllowance: number
  /** For a lone parent who gets no maintenance from the other parent. */
  readonly childSupport: number
}

/** Monthly family benefits that count as income elsewhere. */
export function familyBenefitsAt(household: Household, month: Month): FamilyBenefits {
  const { children, isLoneParent } = householdAt(household, month)
  const { two_children, further_child } = rates.family_allowance
  const share = children.length < 2 ? 0 : two_children + further_child * (children.length - 2)
  const isSupported = isLoneParent && household.receives_child_support_allowance
  return {
    familyAllowance: roundCents(share * rates.bmaf),
    childSupport: isSupported ? roundCents(rates.child_support.per_child * rates.bmaf * children.length) : 0,
  }
}
