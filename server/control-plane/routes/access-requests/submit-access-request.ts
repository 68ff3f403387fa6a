import { submitAccessRequest } from '#core/access-requests/submit-access-request.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentAccessRequest } from './present-access-request.ts'

export const operation = defineOperation('submitAccessRequest', async ({ actor, params }, deps) => {
  const dossier = await deps.unitOfWork.transaction((tx) =>
    submitAccessRequest(tx, deps, actor, params.access_request_id),
  )
  return { status: 200, body: presentAccessRequest(actor, dossier, deps), version: dossier.request.version }
})
