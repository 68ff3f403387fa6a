import type { DelegationWithNames } from '#core/authorizations/delegation-store.ts'
import type { components } from '../../generated/management.ts'

export function presentDelegation(delegation: DelegationWithNames): components['schemas']['Delegation'] {
  return { ...delegation }
}
