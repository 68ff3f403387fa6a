import type { Actor } from '../accounts/actor.ts'
import { Conflict, Forbidden } from '../errors.ts'
import { actingOrganization, authorize } from '../permissions/authorize.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { changeGrant } from './change-grant.ts'
import type { Grant } from './grant.ts'
import { type GrantDeps, loadGrant } from './load-grant.ts'

interface MovedGrant {
  readonly grant: Grant
  readonly revision: number
}

/**
 * Suspends one grant. Of a suspended one, a provider's or the operator's suspension replaces the consumer's own,
 * and stands beside the one of its authorization: lifting those does not open what somebody else has stopped.
 * @throws Conflict `wrong-state` for a revoked one.
 */
export async function suspendGrant(
  tx: Transaction,
  deps: GrantDeps,
  actor: Actor,
  id: string,
  reason: string,
): Promise<MovedGrant> {
  const file = await loadGrant(tx, deps, id)
  authorize(actor, 'grant.suspend', file.relations)
  const { grant } = file
  if (grant.state === 'revoked') throw new Conflict({ problem: 'wrong-state', detail: 'This grant has ended.' })
  const by = actingOrganization(actor, 'grant.suspend', file.relations) ?? file.application.organization_id
  const present = await deps.grants.suspensionOf(tx, id)
  const consumers = [file.application.organization_id, grant.beneficiary_id]
  const isFree = present === null || (consumers.includes(present.by) && !consumers.includes(by))
  if (!isFree) return { grant, revision: await deps.publisher.publish(tx, grant.environment, []) }
  const step = { event: 'grant.suspended', suspension: { reason, by }, data: { reason } }
  return changeGrant(tx, deps, actor, file, { state: 'suspended' }, step)
}

/**
 * Lifts the suspension of one grant. Of an active one it changes nothing.
 * @throws Forbidden when another side suspended it and the actor is not the operator's administrator.
 * @throws Conflict `wrong-state` when it is revoked, or suspended with its whole authorization.
 */
export async function resumeGrant(tx: Transaction, deps: GrantDeps, actor: Actor, id: string): Promise<MovedGrant> {
  const file = await loadGrant(tx, deps, id)
  authorize(actor, 'grant.suspend', file.relations)
  const { grant } = file
  if (grant.state === 'active') return { grant, revision: await deps.publisher.publish(tx, grant.environment, []) }
  const suspension = await deps.grants.suspensionOf(tx, id)
  if (suspension === null) {
    const detail = grant.state === 'revoked' ? 'This grant has ended.' : 'Resume its authorization instead.'
    throw new Conflict({ problem: 'wrong-state', detail })
  }
  const isSameSide = actor.memberships.some((one) => one.organization_id === suspension.by)
  const isOperator = actingOrganization(actor, 'organization.suspend', {}) !== null
  if (!isSameSide && !isOperator)
    throw new Forbidden({ problem: 'permission-denied', detail: 'The side that suspended it lifts the suspension.' })
  const step = { event: 'grant.resumed', suspension: null, data: {} }
  // Under a suspended authorization the grant then waits for that to be resumed.
  const state = (await deps.grants.isSuspendedWithAuthorization(tx, id)) ? 'suspended' : 'active'
  return changeGrant(tx, deps, actor, file, { state }, step)
}
