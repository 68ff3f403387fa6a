import { endProtection } from '#core/subjects/protect-person.ts'
import { defineOperation } from '../../framework/operation.ts'

export const operation = defineOperation('endProtection', async ({ actor, params }, deps) => {
  await deps.unitOfWork.transaction((tx) => endProtection(tx, deps, actor, params.protected_person_id))
  return { status: 204 }
})
