import type { Actor } from '../accounts/actor.ts'
import { Conflict, NotFound } from '../errors.ts'
import { grantChange } from '../grants/grant-change.ts'
import { authorize } from '../permissions/authorize.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { AuthorizationDeps } from './authorization-deps.ts'
import { delegationRelations } from './delegation-relations.ts'
import type { DelegationWithNames } from './delegation-store.ts'
import { endDelegation } from './end-delegation.ts'
import { loadDelegation } from './load-delegation.ts'
import { lockFile } from './lock-file.ts'
import { planGrants } from './plan-grants.ts'
import { recordDelegation } from './record-delegation.ts'

/**
 * The editor takes the offer: its application gets the authorization's grants, for that beneficiary.
 * The delegation it replaces ends with it.
 * @throws Conflict `wrong-state` unless it is an offer on an active authorization.
 */
export async function acceptDelegation(
  tx: Transaction,
  deps: AuthorizationDeps,
  actor: Actor,
  id: string,
): Promise<DelegationWithNames> {
  const seen = await loadDelegation(tx, deps, id)
  authorize(actor, 'delegation.accept', delegationRelations(seen))
  const { file } = await lockFile(tx, deps, seen.authorization_id)
  const delegation = await loadDelegation(tx, deps, id, 'lock')
  const { authorization } = file
  if (
    delegation.state !== 'offered' ||
    authorization.state !== 'active' ||
    authorization.id !== delegation.authorization_id
  ) {
    throw new Conflict({
      problem: 'wrong-state',
      detail: `The delegation is ${delegation.state} and its authorization ${authorization.state}.`,
    })
  }
  const application = await deps.applications.load(tx, delegation.application_id)
  if (application === null) throw new NotFound({ problem: 'not-found' })
  await deps.delegations.save(tx, { ...delegation, state: 'active' })
  const now = new Date(deps.clock.now()).toISOString()
  const holder = {
    application_id: application.id,
    client_id: application.client_ids.production,
    delegation_id: delegation.id,
  }
  const grants = planGrants(authorization, holder, [], now, () => deps.random.uuid())
  await deps.authorizedGrants.put(tx, grants)
  await recordDelegation(tx, deps, actor, delegation, 'accepted')
  const replaced = delegation.replaces === null ? null : await loadDelegation(tx, deps, delegation.replaces, 'lock')
  const ended = replaced === null || replaced.state === 'revoked' ? [] : await endDelegation(tx, deps, actor, replaced)
  const opened = grants.map((grant) => grantChange(grant, grant.client_id))
  await deps.publisher.publish(tx, 'production', [...ended, ...opened])
  return loadDelegation(tx, deps, id)
}
