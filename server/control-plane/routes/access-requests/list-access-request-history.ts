import { dossierRelations } from '#core/access-requests/dossier-relations.ts'
import { loadDossier } from '#core/access-requests/load-dossier.ts'
import { authorize } from '#core/permissions/authorize.ts'
import { defineOperation } from '../../framework/operation.ts'
import { pageOf, renderPage } from '../../framework/page-of.ts'

export const operation = defineOperation('listAccessRequestHistory', async ({ actor, params, query }, deps) => {
  const page = pageOf(query)
  const found = await deps.unitOfWork.read(async (tx) => {
    const dossier = await loadDossier(tx, deps, params.access_request_id)
    authorize(actor, 'access-request.read', dossierRelations(dossier))
    return deps.eventReader.listOfSubject(tx, { type: 'access_request', id: params.access_request_id }, page)
  })
  const body = renderPage(found, ({ id, at, type, actor: author, actor_name, ...rest }) => ({
    id,
    at,
    type,
    actor_name,
    actor_kind: author.kind,
    organization_id: rest.organization_id,
    subject_type: rest.subject_type,
    subject_id: rest.subject_id,
    data: rest.data as Record<string, never>,
  }))
  return { status: 200, body }
})
