import { reportMonth } from '#core/service-levels/report-month.ts'
import { definePublicOperation } from '../../framework/operation.ts'
import { presentWindow } from './present-window.ts'

export const operation = definePublicOperation('getServiceLevels', async ({ query }, deps) => {
  const month = query.month ?? deps.calendar.dateAt(deps.clock.now()).slice(0, 7)
  const { maintenance, ...report } = await deps.unitOfWork.read((tx) => reportMonth(tx, deps, month))
  return { status: 200, body: { ...report, maintenance: maintenance.map(presentWindow) } }
})
