import { rotateCredential } from '#core/credentials/rotate-credential.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentIssued } from '../../presenters/present-credential.ts'

export const operation = defineOperation('rotateCredential', async ({ actor, params, body, change }, deps) => {
  const answer = await change(async (tx) => {
    const issued = await rotateCredential(tx, deps, actor, params.credential_id, body)
    return { status: 201, body: presentIssued(issued, deps.clock.now()) }
  })
  await deps.effects.settled(answer.body.credential.environment)
  return answer
})
