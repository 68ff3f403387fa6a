import { createWebhook } from '#core/webhooks/change-webhooks.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentWebhook } from './present-webhook.ts'

export const operation = defineOperation('createWebhook', async ({ actor, params, body, change }, deps) => {
  return change(async (tx) => {
    const input = { url: body.url, topics: body.topics ?? [] }
    const { webhook, secret } = await createWebhook(tx, deps, actor, params.organization_id, input)
    return { status: 201, body: { webhook: presentWebhook(webhook), secret } }
  })
})
