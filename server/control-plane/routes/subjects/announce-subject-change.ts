import { announceChange } from '#core/subjects/announce-change.ts'
import { defineOperation } from '../../framework/operation.ts'

export const operation = defineOperation('announceSubjectChange', async ({ actor, params, body }, deps) => {
  const notified = await deps.unitOfWork.transaction((tx) => announceChange(tx, deps, actor, params.api, body))
  return { status: 200, body: { notified } }
})
