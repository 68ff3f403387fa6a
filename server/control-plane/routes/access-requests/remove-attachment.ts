import { removeAttachment } from '#core/access-requests/remove-attachment.ts'
import { defineOperation } from '../../framework/operation.ts'

export const operation = defineOperation('removeAttachment', async ({ actor, params }, deps) => {
  const { access_request_id, attachment_id } = params
  await deps.unitOfWork.transaction((tx) => removeAttachment(tx, deps, actor, access_request_id, attachment_id))
  return { status: 204 }
})
