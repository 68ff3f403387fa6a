import type { PackCalendar } from '../calendar/pack-calendar.ts'
import type { Clock } from '../ports/clock.ts'
import type { CountryPack } from '../ports/country-pack.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { policiesInForce } from './policies-in-force.ts'
import type { PolicyStore } from './policy-store.ts'
import type { UseCasePolicy } from './use-case-policy.ts'

export interface PolicyDeps {
  readonly policies: PolicyStore
  readonly pack: CountryPack
  readonly calendar: PackCalendar
  readonly clock: Clock
}

/** The policies in force today: the pack's and those organizations keep, by identifier. */
export async function loadPolicies(tx: Transaction, deps: PolicyDeps): Promise<readonly UseCasePolicy[]> {
  const kept = await deps.policies.list(tx)
  return policiesInForce([...deps.pack.useCases, ...kept], deps.calendar.dateAt(deps.clock.now()))
}
