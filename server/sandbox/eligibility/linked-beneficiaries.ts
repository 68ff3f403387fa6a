import type { Household, Month, Person } from '#sandbox-data/population.ts'
import { householdAt } from '#sandbox-data/rules/household-at.ts'
import type { FareRule } from './fare-table.ts'

/** A member of the household who travels on the same decision. */
export interface LinkedBeneficiary {
  /** Says who without a name: the partner, or a child by order of birth. */
  readonly ref: string
  readonly profil: string
}

/** Who else the rule of a table serves: everybody living in the household that month, or its children. */
export function linkedBeneficiaries(
  rule: FareRule | null,
  person: Person,
  household: Household,
  month: Month,
): readonly LinkedBeneficiary[] {
  if (!rule?.linked) return []
  const { who, profile: profil } = rule.linked
  const { adults, children } = householdAt(household, month)
  const byAge = [...children].sort((one, other) => orderOf(one) - orderOf(other))
  const refs = byAge.map((child, at) => ({ member: child, ref: `enf-${at + 1}` }))
  if (who === 'household') {
    const ofAdult = person.role === 'adult' ? 'conjoint' : 'parent'
    const others = adults.filter((adult) => adult.id !== person.id)
    const named = others.map((member, at) => ({ member, ref: others.length === 1 ? ofAdult : `${ofAdult}-${at + 1}` }))
    refs.unshift(...named)
  }
  return refs.filter(({ member }) => member.id !== person.id).map(({ ref }) => ({ ref, profil }))
}

function orderOf({ birth }: Person): number {
  return birth.year * 372 + (birth.month ?? 0) * 31 + (birth.day ?? 0)
}
