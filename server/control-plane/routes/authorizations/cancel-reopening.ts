import { cancelReopening } from '#core/authorizations/cancel-reopening.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentAccessRequest } from '../access-requests/present-access-request.ts'

export const operation = defineOperation('cancelReopening', async ({ actor, params }, deps) => {
  const dossier = await deps.unitOfWork.transaction((tx) => cancelReopening(tx, deps, actor, params.authorization_id))
  return { status: 200, body: presentAccessRequest(actor, dossier, deps), version: dossier.request.version }
})
