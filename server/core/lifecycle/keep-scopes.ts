import type { Actor } from '../accounts/actor.ts'
import { authorizationRelations } from '../authorizations/authorization-relations.ts'
import { loadAuthorization } from '../authorizations/load-authorization.ts'
import { recordAuthorization } from '../authorizations/record-authorization.ts'
import { Conflict } from '../errors.ts'
import { authorize } from '../permissions/authorize.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { dayMs, type LifecycleDeps } from './lifecycle-deps.ts'
import { unusedDays } from './propose-narrowing.ts'

/**
 * The beneficiary keeps what it does not use, with a reason that its providers read. It is proposed again 90 days later.
 * @throws Conflict `wrong-state` when nothing is proposed; NotFound.
 */
export async function keepScopes(
  tx: Transaction,
  deps: LifecycleDeps,
  actor: Actor,
  authorizationId: string,
  reason: string,
): Promise<void> {
  const file = await loadAuthorization(tx, deps, authorizationId, 'lock')
  authorize(actor, 'authorization.certify', authorizationRelations(file))
  const now = deps.clock.now()
  const until = new Date(now + unusedDays * dayMs).toISOString()
  const kept = { until, by: actor.account_id, reason }
  const count = await deps.lifecycle.keepScopes(tx, authorizationId, kept, new Date(now).toISOString())
  if (count === 0) throw new Conflict({ problem: 'wrong-state', detail: 'No data scope is proposed for removal.' })
  await recordAuthorization(tx, deps, actor, file.authorization, 'scopes_kept', { reason, scopes: count })
}
