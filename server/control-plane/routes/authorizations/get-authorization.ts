import { defineOperation } from '../../framework/operation.ts'
import { answerAuthorization } from './answer-authorization.ts'
import { checkSeesAuthorization } from './check-sees-authorization.ts'

export const operation = defineOperation('getAuthorization', async ({ actor, params }, deps) => {
  const body = await deps.unitOfWork.read(async (tx) => {
    await checkSeesAuthorization(tx, deps, actor, params.authorization_id)
    return answerAuthorization(tx, deps, params.authorization_id)
  })
  return { status: 200, body }
})
