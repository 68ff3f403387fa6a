import { withdrawInvitation } from '#core/request-invitations/withdraw-invitation.ts'
import { defineOperation } from '../../framework/operation.ts'

export const operation = defineOperation('withdrawRequestInvitation', async ({ actor, params }, deps) => {
  const { access_request_id, invitation_id } = params
  await deps.unitOfWork.transaction((tx) => withdrawInvitation(tx, deps, actor, access_request_id, invitation_id))
  return { status: 204 }
})
