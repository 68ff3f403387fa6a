import type { Actor } from '../accounts/actor.ts'
import { authorizationRelations } from '../authorizations/authorization-relations.ts'
import { lockFile } from '../authorizations/lock-file.ts'
import { moveAuthorization } from '../authorizations/move-authorization.ts'
import { recordAuthorization } from '../authorizations/record-authorization.ts'
import { Conflict } from '../errors.ts'
import { authorize } from '../permissions/authorize.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { LifecycleDeps } from './lifecycle-deps.ts'
import type { Recertification } from './lifecycle-store.ts'
import { lapsedReason } from './run-recertifications.ts'

/**
 * The beneficiary says that an authorization is still needed, and why. What lapsed before goes on.
 * @throws Conflict `wrong-state` when nobody asked; NotFound.
 */
export async function confirmNeed(
  tx: Transaction,
  deps: LifecycleDeps,
  actor: Actor,
  authorizationId: string,
  statement: string,
): Promise<Recertification> {
  const locked = await lockFile(tx, deps, authorizationId)
  const { authorization } = locked.file
  authorize(actor, 'authorization.certify', authorizationRelations(locked.file))
  const running = await deps.lifecycle.recertificationOf(tx, authorizationId)
  if (running === null || running.state === 'confirmed' || running.state === 'ended') {
    throw new Conflict({ problem: 'wrong-state', detail: 'No recertification waits for this authorization.' })
  }
  const confirmed: Recertification = {
    ...running,
    state: 'confirmed',
    confirmed_by: actor.account_id,
    confirmed_at: new Date(deps.clock.now()).toISOString(),
    statement,
  }
  await deps.lifecycle.putRecertification(tx, confirmed)
  await recordAuthorization(tx, deps, actor, authorization, 'recertified', { statement })
  if (authorization.state === 'suspended' && authorization.state_reason === lapsedReason) {
    await moveAuthorization(tx, deps, actor, locked, 'resume', null)
  }
  return confirmed
}
