import { resumeAuthorization } from '#core/authorizations/resume-authorization.ts'
import { defineOperation } from '../../framework/operation.ts'
import { answerAuthorization } from './answer-authorization.ts'

export const operation = defineOperation('resumeAuthorization', async ({ actor, params }, deps) => {
  const { revision, authorization } = await deps.unitOfWork.transaction(async (tx) => ({
    revision: await resumeAuthorization(tx, deps, actor, params.authorization_id),
    authorization: await answerAuthorization(tx, deps, params.authorization_id),
  }))
  const effect = await deps.effects.effectOf('production', revision)
  return { status: 200, body: { authorization, effect } }
})
