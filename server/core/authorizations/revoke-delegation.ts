import type { Actor } from '../accounts/actor.ts'
import { grantChange } from '../grants/grant-change.ts'
import { authorize } from '../permissions/authorize.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { AuthorizationDeps } from './authorization-deps.ts'
import { delegationRelations } from './delegation-relations.ts'
import type { DelegationWithNames } from './delegation-store.ts'
import { loadDelegation } from './load-delegation.ts'
import { lockFile } from './lock-file.ts'
import { revokeGrant } from './plan-grants.ts'
import { recordDelegation } from './record-delegation.ts'

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
  await deps.delegations.save(tx, { ...delegation, state: 'revoked' })
  const held = await deps.authorizedGrants.lockOfAuthorization(tx, delegation.authorization_id)
  const grants = held.filter((grant) => grant.delegation_id === id).map(revokeGrant)
  await deps.authorizedGrants.put(tx, grants)
  await recordDelegation(tx, deps, actor, delegation, 'revoked')
  const revision = await deps.publisher.publish(
    tx,
    'production',
    grants.map((grant) => grantChange(grant, grant.client_id)),
  )
  return { delegation: await loadDelegation(tx, deps, id), revision }
}
