import distributions from '../parameters/distributions.json' with { type: 'json' }
import type { Household, Person } from '../population.ts'
import { drawAddress } from './draw-address.ts'
import { type DrawnAdult, drawAdults } from './draw-adults.ts'
import { drawChildren } from './draw-children.ts'
import { drawDwelling } from './draw-dwelling.ts'
import { drawWeighted } from './draw-weighted.ts'
import type { HashedRandom } from './hashed-random.ts'
import type { HouseholdType } from './household-type.ts'
import type { PersonMaker } from './make-person.ts'
import type { Places } from './places.ts'

const types = Object.entries(distributions.household_types).map(([value, weight]) => ({
  value: value as HouseholdType,
  weight,
}))

/** Household type, then adults, then children, then home and file: what depends on what. */
export function drawHousehold(id: string, random: HashedRandom, places: Places, make: PersonMaker): Household {
  const type = drawWeighted(random.unit(id, 'type'), types)
  const home = places.drawByPopulation(random.unit(id, 'home'))
  const isCouple = type === 'couple' || type === 'couple_with_children'
  const drawn: readonly DrawnAdult[] = drawAdults(id, type, random)
  const adults = drawn.map((adult) => make(adult, home))
  const children: readonly Person[] = drawChildren(id, type, drawn, random).map((child) => make(child, home))
  const { take_up, ...shares } = distributions
  const chance = (field: string, probability: number) => random.chance(id, field, probability)
  const hasHousingBenefit = children.length === 0 && chance('housing-benefit', shares.housing_benefit_without_child)
  return {
    id,
    fund: chance('fund', shares.agricultural_fund) ? 'MSA' : 'CNAF',
    former_fund: null,
    guardian: null,
    is_couple: isCouple,
    persons: [...adults, ...children],
    address: drawAddress(id, home, random),
    is_address_protected: chance('address-protected', shares.address_protected),
    dwelling: drawDwelling(id, adults.length + children.length, hasHousingBenefit, random),
    has_declared_income: !chance('undeclared', shares.undeclared_income),
    has_housing_benefit: hasHousingBenefit,
    receives_child_support_allowance: chance('child-support', shares.child_support_of_lone_parents),
    takes_up: {
      rsa: chance('take-up-rsa', take_up.rsa),
      work_supplement: chance('take-up-work-supplement', take_up.work_supplement),
      free_health_cover: chance('take-up-free-cover', take_up.free_health_cover),
      paid_health_cover: chance('take-up-paid-cover', take_up.paid_health_cover),
      old_age_minimum: chance('take-up-old-age-minimum', take_up.old_age_minimum),
    },
    health_cover_month: random.integer(id, 'health-cover-month', 0, 11),
    review_phase: random.integer(id, 'review-phase', 0, 2),
    stated_quotient: null,
    persona: null,
    is_reserved: false,
  }
}
