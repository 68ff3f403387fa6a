import type { Actor } from '../accounts/actor.ts'
import { NotFound } from '../errors.ts'
import { isAuthorized } from '../permissions/authorize.ts'
import type { ResourceRelations } from '../permissions/relation.ts'
import type { Authorization, Side } from './authorization.ts'
import type { AuthorizationFile } from './authorization-store.ts'

type ActingSide = NonNullable<Authorization['suspended_by']>

/**
 * As what somebody who may suspend acts: the strongest of the powers that let them, operator first. A
 * membership without the role for it lends no power.
 */
export function actingSide(actor: Actor, file: AuthorizationFile): ActingSide {
  const { authorization } = file
  const sides: readonly [Side, ResourceRelations][] = [
    ['operator', {}],
    ['provider', { providers: authorization.opened.map((api) => api.provider_organization_id) }],
    ['beneficiary', { beneficiary: authorization.beneficiary_id }],
  ]
  for (const [side, relations] of sides) {
    const membership = actor.memberships.find((one) =>
      isAuthorized({ ...actor, memberships: [one] }, 'authorization.suspend', relations),
    )
    if (membership !== undefined) return { side, organization_id: membership.organization_id }
  }
  throw new NotFound({ problem: 'not-found' })
}

/** Whether this side may lift a suspension: the operator any, everybody else their own organization's. */
export function mayLift(side: ActingSide, suspendedBy: Authorization['suspended_by']): boolean {
  if (side.side === 'operator') return true
  return side.side === suspendedBy?.side && side.organization_id === suspendedBy.organization_id
}

const strength: Readonly<Record<Side, number>> = { beneficiary: 0, provider: 1, operator: 2 }

/** Whether this side's suspension takes the place of the present one. */
export function outranks(side: ActingSide, suspendedBy: Authorization['suspended_by']): boolean {
  return suspendedBy !== null && strength[side.side] > strength[suspendedBy.side]
}
