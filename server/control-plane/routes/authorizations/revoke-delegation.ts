import { revokeDelegation } from '#core/authorizations/revoke-delegation.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentDelegation } from './present-delegation.ts'

export const operation = defineOperation('revokeDelegation', async ({ actor, params }, deps) => {
  const { delegation, revision } = await deps.unitOfWork.transaction((tx) =>
    revokeDelegation(tx, deps, actor, params.delegation_id),
  )
  const effect = await deps.effects.effectOf('production', revision)
  return { status: 200, body: { delegation: presentDelegation(delegation), effect } }
})
