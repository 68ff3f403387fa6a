import type { Actor } from '#core/accounts/actor.ts'
import { authorizationRelations } from '#core/authorizations/authorization-relations.ts'
import type { AuthorizationStore } from '#core/authorizations/authorization-store.ts'
import type { DelegationStore } from '#core/authorizations/delegation-store.ts'
import { loadAuthorization } from '#core/authorizations/load-authorization.ts'
import { authorize } from '#core/permissions/authorize.ts'
import type { Transaction } from '#core/ports/unit-of-work.ts'

/** @throws NotFound for an authorization the caller has no part in; an editor has one by a delegation that lives. */
export async function checkSeesAuthorization(
  tx: Transaction,
  deps: { readonly authorizations: AuthorizationStore; readonly delegations: DelegationStore },
  actor: Actor,
  id: string,
): Promise<void> {
  const file = await loadAuthorization(tx, deps, id)
  const own = new Set(actor.memberships.map((membership) => membership.organization_id))
  const delegations = await deps.delegations.listLiving(tx, id)
  const delegation = delegations.find((one) => own.has(one.editor_organization_id))
  const editor = delegation?.editor_organization_id ?? null
  authorize(actor, 'authorization.read', { ...authorizationRelations(file), editor })
}
