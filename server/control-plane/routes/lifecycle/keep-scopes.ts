import { keepScopes } from '#core/lifecycle/keep-scopes.ts'
import { defineOperation } from '../../framework/operation.ts'

export const operation = defineOperation('keepScopes', async ({ actor, params, body }, deps) => {
  await deps.unitOfWork.transaction((tx) => keepScopes(tx, deps, actor, params.authorization_id, body.reason))
  return { status: 204 }
})
