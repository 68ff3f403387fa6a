import type { Actor } from '../accounts/actor.ts'
import { authorize } from '../permissions/authorize.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { actingSide, outranks } from './acting-side.ts'
import type { AuthorizationDeps } from './authorization-deps.ts'
import { authorizationRelations } from './authorization-relations.ts'
import { lockFile } from './lock-file.ts'
import { moveAuthorization } from './move-authorization.ts'
import { recordAuthorization } from './record-authorization.ts'

/**
 * Stops every call under the authorization until somebody of the same side, or the operator, resumes it. Of a
 * suspended one, a stronger side's suspension takes the place of a weaker one's, so that the weaker side cannot
 * open what the stronger has stopped. Answers the production revision. @throws Conflict `wrong-state`.
 */
export async function suspendAuthorization(
  tx: Transaction,
  deps: AuthorizationDeps,
  actor: Actor,
  id: string,
  reason: string,
): Promise<number> {
  const locked = await lockFile(tx, deps, id)
  authorize(actor, 'authorization.suspend', authorizationRelations(locked.file))
  const { authorization } = locked.file
  const side = actingSide(actor, locked.file)
  if (authorization.state === 'suspended' && outranks(side, authorization.suspended_by)) {
    await deps.authorizations.move(tx, id, { state: 'suspended', state_reason: reason, suspended_by: side })
    await recordAuthorization(tx, deps, actor, authorization, 'suspended', { reason, side: side.side })
    return deps.publisher.publish(tx, 'production', [])
  }
  return moveAuthorization(tx, deps, actor, locked, 'suspend', reason, side)
}
