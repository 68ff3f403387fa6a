import { dossierRelations } from '#core/access-requests/dossier-relations.ts'
import { loadDossier } from '#core/access-requests/load-dossier.ts'
import { authorize } from '#core/permissions/authorize.ts'
import { defineOperation } from '../../framework/operation.ts'
import { pageOf, renderPage } from '../../framework/page-of.ts'
import { presentMessage } from './present-message.ts'

export const operation = defineOperation('listMessages', async ({ actor, params, query }, deps) => {
  const page = pageOf(query)
  const found = await deps.unitOfWork.read(async (tx) => {
    const dossier = await loadDossier(tx, deps, params.access_request_id)
    authorize(actor, 'access-request.read', dossierRelations(dossier))
    return deps.requests.listMessages(tx, params.access_request_id, page)
  })
  return { status: 200, body: renderPage(found, presentMessage) }
})
