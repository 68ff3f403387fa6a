import { dossierRelations } from '#core/access-requests/dossier-relations.ts'
import { loadDossier } from '#core/access-requests/load-dossier.ts'
import { authorize } from '#core/permissions/authorize.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentAccessRequest } from './present-access-request.ts'

export const operation = defineOperation('getAccessRequest', async ({ actor, params }, deps) => {
  const dossier = await deps.unitOfWork.read((tx) => loadDossier(tx, deps, params.access_request_id))
  authorize(actor, 'access-request.read', dossierRelations(dossier))
  return { status: 200, body: presentAccessRequest(actor, dossier, deps), version: dossier.request.version }
})
