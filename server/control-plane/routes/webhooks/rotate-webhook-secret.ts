import { rotateWebhookSecret } from '#core/webhooks/change-webhooks.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentWebhook } from './present-webhook.ts'

export const operation = defineOperation('rotateWebhookSecret', async ({ actor, params, body, change }, deps) => {
  return change(async (tx) => {
    const { webhook, secret } = await rotateWebhookSecret(tx, deps, actor, params.webhook_id, body)
    return { status: 201, body: { webhook: presentWebhook(webhook), secret } }
  })
})
