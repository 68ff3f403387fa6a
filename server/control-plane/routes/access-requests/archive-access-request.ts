import { archiveAccessRequest } from '#core/access-requests/archive-access-request.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentAccessRequest } from './present-access-request.ts'

export const operation = defineOperation('archiveAccessRequest', async ({ actor, params }, deps) => {
  const dossier = await deps.unitOfWork.transaction((tx) =>
    archiveAccessRequest(tx, deps, actor, params.access_request_id),
  )
  return { status: 200, body: presentAccessRequest(actor, dossier, deps), version: dossier.request.version }
})
