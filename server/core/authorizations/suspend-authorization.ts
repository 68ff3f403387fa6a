import type { Actor } from '../accounts/actor.ts'
import { authorize } from '../permissions/authorize.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { actingSide } from './acting-side.ts'
import type { AuthorizationDeps } from './authorization-deps.ts'
import { authorizationRelations } from './authorization-relations.ts'
import { lockFile } from './lock-file.ts'
import { moveAuthorization } from './move-authorization.ts'

/**
 * Stops every call under the authorization until somebody of the same side, or the operator, resumes it.
 * Answers the production revision. @throws Conflict `wrong-state`.
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
  return moveAuthorization(tx, deps, actor, locked, 'suspend', reason, actingSide(actor, locked.file))
}
