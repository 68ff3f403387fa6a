import { createCredential } from '#core/credentials/create-credential.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentIssued } from '../../presenters/present-credential.ts'

export const operation = defineOperation('createCredential', async ({ actor, params, body, change }, deps) => {
  const answer = await change(async (tx) => {
    const issued = await createCredential(tx, deps, actor, params.application_id, body)
    return { status: 201, body: presentIssued(issued, deps.clock.now()) }
  })
  await deps.effects.settled(body.environment)
  return answer
})
