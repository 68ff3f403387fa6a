import { deleteWebhook } from '#core/webhooks/change-webhooks.ts'
import { defineOperation } from '../../framework/operation.ts'

export const operation = defineOperation('deleteWebhook', async ({ actor, params }, deps) => {
  await deps.unitOfWork.transaction((tx) => deleteWebhook(tx, deps, actor, params.webhook_id))
  return { status: 204 }
})
