import { compareContents } from '#core/access-requests/compare-contents.ts'
import { dossierRelations } from '#core/access-requests/dossier-relations.ts'
import { loadDossier } from '#core/access-requests/load-dossier.ts'
import { authorize } from '#core/permissions/authorize.ts'
import { defineOperation } from '../../framework/operation.ts'

export const operation = defineOperation('listSubmissions', async ({ actor, params }, deps) => {
  const found = await deps.unitOfWork.read(async (tx) => {
    const dossier = await loadDossier(tx, deps, params.access_request_id)
    authorize(actor, 'access-request.read', dossierRelations(dossier))
    return deps.requests.listSubmissions(tx, params.access_request_id)
  })
  const items = found.map(({ number, previous_number, content, content_hash, submitted_at, submitted_by_name }) => {
    const previous = found.find((one) => one.number === previous_number)
    const changes = previous === undefined ? [] : compareContents(previous.content, content)
    return { number, previous_number, content_hash, submitted_at, submitted_by_name, changes }
  })
  return { status: 200, body: { items: items.toReversed() } }
})
