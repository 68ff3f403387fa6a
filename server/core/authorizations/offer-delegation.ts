import type { Actor } from '../accounts/actor.ts'
import { Conflict, NotFound, Unprocessable } from '../errors.ts'
import { authorize } from '../permissions/authorize.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { Delegation } from './authorization.ts'
import type { AuthorizationDeps } from './authorization-deps.ts'
import { authorizationRelations } from './authorization-relations.ts'
import type { DelegationWithNames } from './delegation-store.ts'
import { loadDelegation } from './load-delegation.ts'
import { lockFile } from './lock-file.ts'
import { recordDelegation } from './record-delegation.ts'

/**
 * A beneficiary offers its authorization to an editor's application. Nothing opens before the editor accepts.
 * With `replaces`, that delegation ends in the moment this one is accepted: changing editor leaves no gap.
 * @throws NotFound, Conflict `wrong-state` for an authorization that is not active or an application that has
 * an offer already, Unprocessable when the application is not an editor's.
 */
export async function offerDelegation(
  tx: Transaction,
  deps: AuthorizationDeps,
  actor: Actor,
  authorizationId: string,
  applicationId: string,
  replaces: string | null = null,
): Promise<DelegationWithNames> {
  const { file } = await lockFile(tx, deps, authorizationId)
  authorize(actor, 'delegation.write', authorizationRelations(file))
  const { authorization } = file
  if (authorization.state !== 'active') {
    throw new Conflict({ problem: 'wrong-state', detail: `The authorization is ${authorization.state}.` })
  }
  const application = await deps.applications.load(tx, applicationId)
  const editor = application === null ? null : await deps.organizations.load(tx, application.organization_id)
  if (application === null || editor === null || application.state === 'archived') {
    throw new NotFound({ problem: 'not-found', detail: 'There is no such application.' })
  }
  if (editor.kind !== 'editor' || editor.id === authorization.beneficiary_id) {
    throw new Unprocessable({
      problem: 'invalid-request',
      errors: [{ field: '/application_id', rule: 'editor', message: 'Name an application of a software editor.' }],
    })
  }
  const living = await deps.delegations.listLiving(tx, authorizationId)
  if (application.id === authorization.application_id || living.some((one) => one.application_id === applicationId)) {
    throw new Conflict({
      problem: 'wrong-state',
      detail: 'This application has the authorization, or an offer, already.',
    })
  }
  if (replaces !== null && !living.some((one) => one.id === replaces)) {
    throw new NotFound({ problem: 'not-found', detail: 'There is no such delegation of this authorization.' })
  }
  const delegation: Delegation = {
    id: deps.random.uuid(),
    authorization_id: authorizationId,
    beneficiary_id: authorization.beneficiary_id,
    editor_organization_id: editor.id,
    application_id: application.id,
    state: 'offered',
    replaces,
    version: 1,
    created_at: new Date(deps.clock.now()).toISOString(),
  }
  await deps.delegations.insert(tx, delegation)
  await recordDelegation(tx, deps, actor, delegation, 'offered')
  return loadDelegation(tx, deps, delegation.id)
}
