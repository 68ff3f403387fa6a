import { dossierRelations } from '#core/access-requests/dossier-relations.ts'
import { loadDossier } from '#core/access-requests/load-dossier.ts'
import { evidenceCalls, evidenceDays, gatherEvidence } from '#core/access-requests/sandbox-evidence.ts'
import { authorize } from '#core/permissions/authorize.ts'
import { defineOperation } from '../../framework/operation.ts'

const dayMs = 86_400_000

export const operation = defineOperation('getAccessRequestEvidence', async ({ actor, params }, deps) => {
  const since = new Date(deps.clock.now() - evidenceDays * dayMs).toISOString()
  const apis = await deps.unitOfWork.read(async (tx) => {
    const dossier = await loadDossier(tx, deps, params.access_request_id)
    authorize(actor, 'access-request.read', dossierRelations(dossier))
    const { application_id, content } = dossier.request
    return gatherEvidence(content, await deps.requests.listTried(tx, application_id, since, evidenceCalls))
  })
  return { status: 200, body: { since, at_most: evidenceCalls, apis } }
})
