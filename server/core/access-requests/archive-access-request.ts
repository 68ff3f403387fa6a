import type { Actor } from '../accounts/actor.ts'
import { authorize } from '../permissions/authorize.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { AccessRequestDeps } from './access-request-deps.ts'
import type { Dossier } from './dossier.ts'
import { dossierRelations } from './dossier-relations.ts'
import { loadDossier } from './load-dossier.ts'
import { recordStep } from './record-step.ts'
import { positionOf } from './review.ts'
import { checkStep } from './transitions.ts'

/** Puts away a draft or a refused request. @throws Conflict `wrong-state` for any other. */
export async function archiveAccessRequest(
  tx: Transaction,
  deps: AccessRequestDeps,
  actor: Actor,
  id: string,
): Promise<Dossier> {
  const dossier = await loadDossier(tx, deps, id, 'lock')
  authorize(actor, 'access-request.write', dossierRelations(dossier))
  const state = checkStep(positionOf(dossier), 'archive')
  const request = { ...dossier.request, state }
  await deps.requests.save(tx, dossier, { ...dossier, request })
  await recordStep(tx, deps, actor, request, 'archived')
  return loadDossier(tx, deps, id)
}
