import type { Actor } from '#core/accounts/actor.ts'
import { authorizationRelations } from '#core/authorizations/authorization-relations.ts'
import type { AuthorizationStore } from '#core/authorizations/authorization-store.ts'
import type { DelegationStore } from '#core/authorizations/delegation-store.ts'
import { loadAuthorization } from '#core/authorizations/load-authorization.ts'
import { authorize, isAuthorized } from '#core/permissions/authorize.ts'
import type { Transaction } from '#core/ports/unit-of-work.ts'

/**
 * Whether the caller sees an authorization as a party to it (`full`), or as an editor alone, by a delegation that
 * lives.
 * @throws NotFound for an authorization the caller has no part in.
 */
export async function checkSeesAuthorization(
  tx: Transaction,
  deps: { readonly authorizations: AuthorizationStore; readonly delegations: DelegationStore },
  actor: Actor,
  id: string,
): Promise<'full' | 'editor'> {
  const file = await loadAuthorization(tx, deps, id)
  if (isAuthorized(actor, 'authorization.read', authorizationRelations(file))) return 'full'
  const own = new Set(actor.memberships.map((membership) => membership.organization_id))
  const delegations = await deps.delegations.listLiving(tx, id)
  const delegation = delegations.find((one) => own.has(one.editor_organization_id))
  const editor = delegation?.editor_organization_id ?? null
  authorize(actor, 'authorization.read', { editor })
  return 'editor'
}
