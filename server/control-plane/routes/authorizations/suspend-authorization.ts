import { suspendAuthorization } from '#core/authorizations/suspend-authorization.ts'
import { defineOperation } from '../../framework/operation.ts'
import { answerAuthorization } from './answer-authorization.ts'

export const operation = defineOperation('suspendAuthorization', async ({ actor, params, body }, deps) => {
  const { revision, authorization } = await deps.unitOfWork.transaction(async (tx) => ({
    revision: await suspendAuthorization(tx, deps, actor, params.authorization_id, body.reason),
    authorization: await answerAuthorization(tx, deps, params.authorization_id),
  }))
  const effect = await deps.effects.effectOf('production', revision)
  return { status: 200, body: { authorization, effect } }
})
