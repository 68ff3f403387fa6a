import type { Actor } from '../accounts/actor.ts'
import { authorize } from '../permissions/authorize.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { AuthorizationDeps } from './authorization-deps.ts'
import { delegationRelations } from './delegation-relations.ts'
import type { DelegationWithNames } from './delegation-store.ts'
import { endDelegation } from './end-delegation.ts'
import { loadDelegation } from './load-delegation.ts'
import { lockFile } from './lock-file.ts'

/** Either side ends a delegation, and its grants with it. Ending an ended one changes nothing. */
export async function revokeDelegation(
  tx: Transaction,
  deps: AuthorizationDeps,
  actor: Actor,
  id: string,
): Promise<{ readonly delegation: DelegationWithNames; readonly revision: number }> {
  const seen = await loadDelegation(tx, deps, id)
  authorize(actor, 'delegation.revoke', delegationRelations(seen))
  await lockFile(tx, deps, seen.authorization_id)
  const delegation = await loadDelegation(tx, deps, id, 'lock')
  if (delegation.state === 'revoked') {
    return { delegation, revision: await deps.publisher.publish(tx, 'production', []) }
  }
  const ended = await endDelegation(tx, deps, actor, delegation)
  const revision = await deps.publisher.publish(tx, 'production', ended)
  return { delegation: await loadDelegation(tx, deps, id), revision }
}
