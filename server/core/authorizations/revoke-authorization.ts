import type { Actor } from '../accounts/actor.ts'
import { authorize } from '../permissions/authorize.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { AuthorizationDeps } from './authorization-deps.ts'
import { authorizationRelations } from './authorization-relations.ts'
import { lockFile } from './lock-file.ts'
import { moveAuthorization } from './move-authorization.ts'

/** Ends an authorization for good, with its grants and delegations. Answers the production revision. @throws Conflict `wrong-state`. */
export async function revokeAuthorization(
  tx: Transaction,
  deps: AuthorizationDeps,
  actor: Actor,
  id: string,
  reason: string,
): Promise<number> {
  const locked = await lockFile(tx, deps, id)
  authorize(actor, 'authorization.revoke', authorizationRelations(locked.file))
  return moveAuthorization(tx, deps, actor, locked, 'revoke', reason)
}
