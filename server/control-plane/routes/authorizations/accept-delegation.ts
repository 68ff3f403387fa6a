import { acceptDelegation } from '#core/authorizations/accept-delegation.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentDelegation } from './present-delegation.ts'

export const operation = defineOperation('acceptDelegation', async ({ actor, params }, deps) => {
  const delegation = await deps.unitOfWork.transaction((tx) => acceptDelegation(tx, deps, actor, params.delegation_id))
  return { status: 200, body: presentDelegation(delegation), version: delegation.version }
})
