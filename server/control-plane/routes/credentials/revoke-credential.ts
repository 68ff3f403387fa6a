import { revokeCredential } from '#core/credentials/revoke-credential.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentCredential } from '../../presenters/present-credential.ts'

export const operation = defineOperation('revokeCredential', async ({ actor, params }, deps) => {
  const { credential, revision } = await deps.unitOfWork.transaction((tx) =>
    revokeCredential(tx, deps, actor, params.credential_id),
  )
  const effect = await deps.effects.effectOf(credential.environment, revision)
  return { status: 200, body: { credential: presentCredential(credential, deps.clock.now()), effect } }
})
