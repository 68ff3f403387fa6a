import type { Household, Month } from '../population.ts'
import { disabilityAllowanceAt } from './disability-allowance-at.ts'
import { earningsAt } from './earnings-at.ts'
import { familyBenefitsAt } from './family-benefits-at.ts'
import { householdAt } from './household-at.ts'
import { oldAgeMinimumAt } from './old-age-minimum-at.ts'
import { rates } from './rates.ts'
import { rightStart } from './right-start.ts'
import { solidarityIncomeAt } from './solidarity-income-at.ts'
import { solidarityIncomeBegan } from './solidarity-income-began.ts'

export interface HealthCover {
  readonly kind: 'free' | 'paid' | 'none'
  /** First month of the current twelve, or null. */
  readonly since: Month | null
  /** Monthly average of the household's income over the year before the decision, and its two ceilings. */
  readonly income: number
  readonly freeCeiling: number
  readonly paidCeiling: number
  /** A household on solidarity income is covered without a further look at its income. */
  readonly isBySolidarityIncome: boolean
}

/** Complementary health cover (C2S), decided once a year for the household, for twelve months. */
export function healthCoverAt(household: Household, month: Month): HealthCover {
  const hasSolidarityIncome = (at: Month) => solidarityIncomeAt(household, at).amount > 0
  const decidedIn = month - ((month + household.health_cover_month) % 12)
  const income = yearlyIncomeBefore(household, decidedIn) / 12
  const freeCeiling = freeCeilingOf(householdSize(household, decidedIn))
  const paidCeiling = freeCeiling * rates.health_cover.paid_over_free
  const decided = { income, freeCeiling, paidCeiling, isBySolidarityIncome: false }
  if (hasSolidarityIncome(month)) {
    const start = rightStart(hasSolidarityIncome, month, solidarityIncomeBegan)
    const since = start + 12 * Math.floor((month - start) / 12)
    return { ...decided, kind: 'free', since, isBySolidarityIncome: true }
  }
  if (income <= freeCeiling && household.takes_up.free_health_cover) {
    return { ...decided, kind: 'free', since: decidedIn }
  }
  if (income > freeCeiling && income <= paidCeiling && household.takes_up.paid_health_cover) {
    return { ...decided, kind: 'paid', since: decidedIn }
  }
  return { ...decided, kind: 'none', since: null }
}

function householdSize(household: Household, month: Month): number {
  const { adults, children } = householdAt(household, month)
  return adults.length + children.length
}

/** Monthly ceiling of the free cover. */
function freeCeilingOf(persons: number): number {
  const { free_ceiling_one, second_person, third_and_fourth, further } = rates.health_cover
  const more =
    (persons >= 2 ? second_person : 0) +
    third_and_fourth * Math.min(Math.max(persons - 2, 0), 2) +
    further * Math.max(persons - 4, 0)
  return free_ceiling_one * (1 + more)
}

/** Earnings, old-age minimum, disability and family benefits of the twelve months before; solidarity and work income left out. */
function yearlyIncomeBefore(household: Household, month: Month): number {
  let total = 0
  for (let back = 1; back <= 12; back++) {
    const at = month - back
    const { familyAllowance, childSupport } = familyBenefitsAt(household, at)
    total += familyAllowance + childSupport + oldAgeMinimumAt(household, at)
    for (const adult of householdAt(household, at).adults) {
      const { wage, unemployment, solidarity, pension } = earningsAt(adult, at)
      total += wage + unemployment + solidarity + pension + disabilityAllowanceAt(adult, at)
    }
  }
  return total
}
