import { revokeAuthorization } from '#core/authorizations/revoke-authorization.ts'
import { defineOperation } from '../../framework/operation.ts'
import { answerAuthorization } from './answer-authorization.ts'

export const operation = defineOperation('revokeAuthorization', async ({ actor, params, body }, deps) => {
  const { revision, authorization } = await deps.unitOfWork.transaction(async (tx) => ({
    revision: await revokeAuthorization(tx, deps, actor, params.authorization_id, body.reason),
    authorization: await answerAuthorization(tx, deps, params.authorization_id),
  }))
  const effect = await deps.effects.effectOf('production', revision)
  return { status: 200, body: { authorization, effect } }
})
