import { testWebhook } from '#core/webhooks/ask-delivery.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentDelivery } from './present-webhook.ts'

export const operation = defineOperation('testWebhook', async ({ actor, params, change }, deps) => {
  return change(async (tx) => {
    return { status: 201, body: presentDelivery(await testWebhook(tx, deps, actor, params.webhook_id)) }
  })
})
