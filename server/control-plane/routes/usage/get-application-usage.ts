import { authorize } from '#core/permissions/authorize.ts'
import { countUsage, usageDays } from '#core/usage/count-usage.ts'
import { defineOperation } from '../../framework/operation.ts'
import { loadApplication } from './load-application.ts'

export const operation = defineOperation('getApplicationUsage', async ({ actor, params, query }, deps) => {
  const days = usageDays(query, deps.calendar.dateAt(deps.clock.now()))
  const body = await deps.unitOfWork.read(async (tx) => {
    const application = await loadApplication(tx, deps, params.application_id)
    authorize(actor, 'usage.read', { organization: application.organization_id })
    const scope = { kind: 'application' as const, id: application.id }
    return countUsage(tx, deps, scope, query.environment ?? null, days, deps.pack.timeZone)
  })
  return { status: 200, body }
})
