import { resolveRemark } from '#core/access-requests/resolve-remark.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentMessage } from './present-message.ts'

export const operation = defineOperation('resolveRemark', async ({ actor, params }, deps) => {
  const message = await deps.unitOfWork.transaction((tx) =>
    resolveRemark(tx, deps, actor, params.access_request_id, params.message_id),
  )
  return { status: 200, body: presentMessage(message) }
})
