import { deleteMachine } from '#core/organizations/delete-machine.ts'
import { defineOperation } from '../../framework/operation.ts'

export const operation = defineOperation('deleteMachine', async ({ actor, params }, deps) => {
  await deps.unitOfWork.transaction((tx) => deleteMachine(tx, deps, actor, params.organization_id, params.machine_id))
  return { status: 204 }
})
