import { findExchange } from '#core/usage/find-exchange.ts'
import { defineOperation } from '../../framework/operation.ts'

export const operation = defineOperation('getExchange', async ({ actor, params }, deps) => {
  const { exchange } = await deps.unitOfWork.read((tx) =>
    findExchange(tx, deps, actor, params.application_id, params.request_id),
  )
  return { status: 200, body: exchange }
})
