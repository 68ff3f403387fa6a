import { definePublicOperation } from '../../framework/operation.ts'
import { presentWindow } from './present-window.ts'

const aheadMs = 366 * 86_400_000

export const operation = definePublicOperation('listMaintenanceWindows', async (_request, deps) => {
  const now = deps.clock.now()
  const [from, until] = [new Date(now).toISOString(), new Date(now + aheadMs).toISOString()]
  const windows = await deps.unitOfWork.read((tx) => deps.maintenance.list(tx, from, until))
  return { status: 200, body: { items: windows.map(presentWindow) } }
})
