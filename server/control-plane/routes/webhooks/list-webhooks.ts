import { authorize } from '#core/permissions/authorize.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentWebhook } from './present-webhook.ts'

export const operation = defineOperation('listWebhooks', async ({ actor, params }, deps) => {
  authorize(actor, 'webhooks.read', { organization: params.organization_id })
  const webhooks = await deps.unitOfWork.read((tx) => deps.webhooks.list(tx, params.organization_id))
  return { status: 200, body: { items: webhooks.map(presentWebhook) } }
})
