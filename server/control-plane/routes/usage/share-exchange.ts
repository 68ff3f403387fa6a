import { shareExchange } from '#core/usage/share-exchange.ts'
import { defineOperation } from '../../framework/operation.ts'

export const operation = defineOperation('shareExchange', async ({ actor, params, body, change }, deps) => {
  return change(async (tx) => {
    const share = await shareExchange(tx, deps, actor, params.application_id, params.request_id, body.days)
    return { status: 201, body: { id: share.id, expires_at: share.expires_at } }
  })
})
