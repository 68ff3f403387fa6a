import { cancelMaintenance } from '#core/service-levels/cancel-maintenance.ts'
import { defineOperation } from '../../framework/operation.ts'

export const operation = defineOperation('cancelMaintenance', async ({ actor, params }, deps) => {
  await deps.unitOfWork.transaction((tx) => cancelMaintenance(tx, deps, actor, params.maintenance_window_id))
  return { status: 204 }
})
