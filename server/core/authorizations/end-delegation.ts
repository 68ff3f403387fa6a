import type { Actor } from '../accounts/actor.ts'
import { grantChange } from '../grants/grant-change.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { Delegation } from './authorization.ts'
import type { AuthorizationDeps } from './authorization-deps.ts'
import { revokeGrant } from './plan-grants.ts'
import { recordDelegation } from './record-delegation.ts'

/** Ends a delegation that is locked, with its grants. Answers what the snapshot must be told. */
export async function endDelegation(
  tx: Transaction,
  deps: AuthorizationDeps,
  actor: Actor,
  delegation: Delegation,
): Promise<readonly ReturnType<typeof grantChange>[]> {
  await deps.delegations.save(tx, { ...delegation, state: 'revoked' })
  const held = await deps.authorizedGrants.lockOfAuthorization(tx, delegation.authorization_id)
  const grants = held.filter((grant) => grant.delegation_id === delegation.id).map(revokeGrant)
  await deps.authorizedGrants.put(tx, grants)
  await recordDelegation(tx, deps, actor, delegation, 'revoked')
  return grants.map((grant) => grantChange(grant, grant.client_id))
}
