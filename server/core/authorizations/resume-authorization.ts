import type { Actor } from '../accounts/actor.ts'
import { Forbidden } from '../errors.ts'
import { authorize } from '../permissions/authorize.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { actingSide, mayLift } from './acting-side.ts'
import type { AuthorizationDeps } from './authorization-deps.ts'
import { authorizationRelations } from './authorization-relations.ts'
import { lockFile } from './lock-file.ts'
import { moveAuthorization } from './move-authorization.ts'

/**
 * Lifts a suspension: the side that suspended, or the operator. Grants suspended one by one stay so.
 * Answers the production revision. @throws Forbidden for another side; Conflict `wrong-state`.
 */
export async function resumeAuthorization(
  tx: Transaction,
  deps: AuthorizationDeps,
  actor: Actor,
  id: string,
): Promise<number> {
  const locked = await lockFile(tx, deps, id)
  const { authorization } = locked.file
  authorize(actor, 'authorization.suspend', authorizationRelations(locked.file))
  if (authorization.state === 'suspended' && !mayLift(actingSide(actor, locked.file), authorization.suspended_by)) {
    throw new Forbidden({
      problem: 'permission-denied',
      detail: 'Only the side that suspended it, or the operator, resumes it.',
      extensions: { suspended_by: authorization.suspended_by?.side ?? null },
    })
  }
  return moveAuthorization(tx, deps, actor, locked, 'resume', null)
}
