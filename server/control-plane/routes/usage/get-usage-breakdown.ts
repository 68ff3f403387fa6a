import { authorize } from '#core/permissions/authorize.ts'
import { usageDays } from '#core/usage/count-usage.ts'
import { defineOperation } from '../../framework/operation.ts'
import { loadApplication } from './load-application.ts'

export const operation = defineOperation('getUsageBreakdown', async ({ actor, params, query }, deps) => {
  const days = usageDays(query, deps.calendar.dateAt(deps.clock.now()))
  const asked = { environment: query.environment ?? null, period: { ...days, timeZone: deps.pack.timeZone } }
  const counts = await deps.unitOfWork.read(async (tx) => {
    const application = await loadApplication(tx, deps, params.application_id)
    authorize(actor, 'usage.read', { organization: application.organization_id })
    return {
      scopes: await deps.usage.countScopes(tx, application.id, asked),
      reasons: await deps.usage.countReasons(tx, application.id, asked),
    }
  })
  return { status: 200, body: { ...days, ...counts } }
})
