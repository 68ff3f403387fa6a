import { dossierRelations } from '#core/access-requests/dossier-relations.ts'
import { loadDossier } from '#core/access-requests/load-dossier.ts'
import { authorize } from '#core/permissions/authorize.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentAttachment } from './present-attachment.ts'

export const operation = defineOperation('listAttachments', async ({ actor, params }, deps) => {
  const found = await deps.unitOfWork.read(async (tx) => {
    const dossier = await loadDossier(tx, deps, params.access_request_id)
    authorize(actor, 'access-request.read', dossierRelations(dossier))
    return deps.requests.listAttachments(tx, params.access_request_id)
  })
  return { status: 200, body: { items: found.map(presentAttachment) } }
})
