import type { AccessRequestDeps } from '../access-requests/access-request-deps.ts'
import type { Dossier } from '../access-requests/dossier.ts'
import { updateAccessRequest } from '../access-requests/update-access-request.ts'
import type { Actor } from '../accounts/actor.ts'
import { loadAuthorization } from '../authorizations/load-authorization.ts'
import { reopenAuthorization } from '../authorizations/reopen-authorization.ts'
import { Conflict } from '../errors.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { LifecycleDeps } from './lifecycle-deps.ts'

/**
 * Reopens an authorization as a draft without the data scopes that are proposed for removal. The authorization runs on
 * until the narrower one is approved. @throws Conflict `wrong-state` when nothing is proposed; NotFound.
 */
export async function reopenNarrowed(
  tx: Transaction,
  deps: LifecycleDeps & AccessRequestDeps,
  actor: Actor,
  authorizationId: string,
): Promise<Dossier> {
  const dossier = await reopenAuthorization(tx, deps, actor, authorizationId)
  const now = new Date(deps.clock.now()).toISOString()
  const proposals = await deps.lifecycle.proposalsOf(tx, authorizationId, now)
  if (proposals.length === 0)
    throw new Conflict({ problem: 'wrong-state', detail: 'No data scope is proposed for removal.' })
  const { authorization } = await loadAuthorization(tx, deps, authorizationId)
  const apis = authorization.content.apis.map((one) => ({
    ...one,
    scopes: one.scopes.filter(
      (scope) => !proposals.some((p) => p.api === one.api && p.api_version === one.version && p.scope === scope),
    ),
  }))
  const kept = apis.filter(({ scopes }) => scopes.length > 0)
  return updateAccessRequest(tx, deps, actor, dossier.request.id, { apis: kept }, () => {})
}
