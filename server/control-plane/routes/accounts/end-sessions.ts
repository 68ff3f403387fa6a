import { endSessions } from '#core/accounts/end-sessions.ts'
import { defineOperation } from '../../framework/operation.ts'

export const operation = defineOperation('endSessions', async ({ actor }, deps) => {
  await deps.unitOfWork.transaction((tx) => endSessions(tx, deps, actor))
  return { status: 204 }
})
