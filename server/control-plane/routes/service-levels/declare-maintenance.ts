import { declareMaintenance } from '#core/service-levels/declare-maintenance.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentWindow } from './present-window.ts'

export const operation = defineOperation('declareMaintenance', async ({ actor, body, change }, deps) => {
  return change(async (tx) => {
    const window = await declareMaintenance(tx, deps, actor, body)
    return { status: 201, body: presentWindow(window) }
  })
})
