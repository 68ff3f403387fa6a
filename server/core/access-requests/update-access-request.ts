import type { Actor } from '../accounts/actor.ts'
import { authorize } from '../permissions/authorize.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { DraftContent } from './access-request.ts'
import type { AccessRequestDeps } from './access-request-deps.ts'
import type { Dossier } from './dossier.ts'
import { dossierRelations } from './dossier-relations.ts'
import { editContent } from './edit-content.ts'
import { loadDossier } from './load-dossier.ts'
import { recordStep } from './record-step.ts'

/**
 * Replaces the content fields given.
 * @throws PreconditionFailed when `checkVersion` says the edit is based on an older one; Conflict `wrong-state`.
 */
export async function updateAccessRequest(
  tx: Transaction,
  deps: AccessRequestDeps,
  actor: Actor,
  id: string,
  fields: DraftContent,
  checkVersion: (version: number) => void,
): Promise<Dossier> {
  const dossier = await loadDossier(tx, deps, id, 'lock')
  authorize(actor, 'access-request.write', dossierRelations(dossier))
  checkVersion(dossier.request.version)
  const now = new Date(deps.clock.now()).toISOString()
  const edited = editContent(dossier, fields, actor.account_id, now)
  await deps.requests.save(tx, dossier, edited)
  await recordStep(tx, deps, actor, edited.request, 'edited', { fields: Object.keys(fields).sort() })
  return loadDossier(tx, deps, id)
}
