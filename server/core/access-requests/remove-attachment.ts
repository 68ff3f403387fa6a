import type { Actor } from '../accounts/actor.ts'
import { NotFound } from '../errors.ts'
import { authorize } from '../permissions/authorize.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { AccessRequestDeps } from './access-request-deps.ts'
import { dossierRelations } from './dossier-relations.ts'
import { loadDossier } from './load-dossier.ts'
import { recordStep } from './record-step.ts'
import { positionOf } from './review.ts'
import { checkStep } from './transitions.ts'

/** Takes a document out while the request may be edited. Its digest stays in the history. */
export async function removeAttachment(
  tx: Transaction,
  deps: AccessRequestDeps,
  actor: Actor,
  requestId: string,
  id: string,
): Promise<void> {
  const dossier = await loadDossier(tx, deps, requestId, 'lock')
  authorize(actor, 'access-request.write', dossierRelations(dossier))
  checkStep(positionOf(dossier), 'edit')
  const known = (await deps.requests.listAttachments(tx, requestId)).find((one) => one.id === id)
  if (known === undefined) throw new NotFound({ problem: 'not-found' })
  await deps.requests.removeAttachment(tx, id)
  await recordStep(tx, deps, actor, dossier.request, 'document_removed', { name: known.name, sha256: known.sha256 })
}
