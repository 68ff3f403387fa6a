import { loadWebhook } from '#core/webhooks/load-webhook.ts'
import { defineOperation } from '../../framework/operation.ts'
import { pageOf, renderPage } from '../../framework/page-of.ts'
import { presentDelivery } from './present-webhook.ts'

export const operation = defineOperation('listWebhookDeliveries', async ({ actor, params, query }, deps) => {
  const page = pageOf(query)
  const found = await deps.unitOfWork.read(async (tx) => {
    const { id } = await loadWebhook(tx, deps, actor, 'webhooks.read', params.webhook_id)
    return deps.webhooks.listDeliveries(tx, id, page)
  })
  return { status: 200, body: renderPage(found, presentDelivery) }
})
