import type { Dossier } from '../access-requests/dossier.ts'
import { loadDossier } from '../access-requests/load-dossier.ts'
import { recordStep } from '../access-requests/record-step.ts'
import { endReopening, positionOf } from '../access-requests/review.ts'
import { checkStep } from '../access-requests/transitions.ts'
import type { Actor } from '../accounts/actor.ts'
import { Conflict } from '../errors.ts'
import { authorize } from '../permissions/authorize.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { AuthorizationDeps } from './authorization-deps.ts'
import { authorizationRelations } from './authorization-relations.ts'
import { lockFile } from './lock-file.ts'

/** Drops a reopening: the request is again what its authorization says. @throws Conflict `wrong-state`. */
export async function cancelReopening(
  tx: Transaction,
  deps: AuthorizationDeps,
  actor: Actor,
  id: string,
): Promise<Dossier> {
  const { file, dossier } = await lockFile(tx, deps, id)
  authorize(actor, 'authorization.reopen', authorizationRelations(file))
  if (dossier.running?.id !== id) {
    throw new Conflict({ problem: 'wrong-state', detail: 'This authorization is not being reopened.' })
  }
  const state = checkStep(positionOf(dossier), 'cancel_reopening')
  const now = new Date(deps.clock.now()).toISOString()
  const closed = endReopening(dossier, state, now)
  await deps.requests.save(tx, dossier, closed)
  await recordStep(tx, deps, actor, closed.request, 'reopening_cancelled', { authorization_id: id })
  return loadDossier(tx, deps, closed.request.id)
}
