import { replayDelivery } from '#core/webhooks/ask-delivery.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentDelivery } from './present-webhook.ts'

export const operation = defineOperation('replayWebhookDelivery', async ({ actor, params }, deps) => {
  const delivery = await deps.unitOfWork.transaction((tx) =>
    replayDelivery(tx, deps, actor, params.webhook_id, params.webhook_delivery_id),
  )
  return { status: 200, body: presentDelivery(delivery) }
})
