import { openSharedExchange } from '#core/usage/share-exchange.ts'
import { defineOperation } from '../../framework/operation.ts'

export const operation = defineOperation('getSharedExchange', async ({ actor, params }, deps) => {
  const body = await deps.unitOfWork.read((tx) => openSharedExchange(tx, deps, actor, params.exchange_share_id))
  return { status: 200, body }
})
