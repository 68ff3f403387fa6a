import { authorize } from '#core/permissions/authorize.ts'
import { usageDays } from '#core/usage/count-usage.ts'
import { defineOperation } from '../../framework/operation.ts'
import { pageOf, renderPage } from '../../framework/page-of.ts'
import { loadApplication } from './load-application.ts'

export const operation = defineOperation('listExchanges', async ({ actor, params, query }, deps) => {
  const page = pageOf(query, 'text')
  const days = usageDays(query, deps.calendar.dateAt(deps.clock.now()))
  const found = await deps.unitOfWork.read(async (tx) => {
    const application = await loadApplication(tx, deps, params.application_id)
    authorize(actor, 'usage.read', { organization: application.organization_id })
    const filter = {
      applicationId: application.id,
      environment: query.environment ?? null,
      period: { ...days, timeZone: deps.pack.timeZone },
      statusClass: query.status_class ?? null,
      api: query.api ?? null,
      operation: query.operation ?? null,
      reason: query.reason ?? null,
      requestId: query.request_id ?? null,
    }
    return deps.usage.listExchanges(tx, filter, page)
  })
  return { status: 200, body: renderPage(found, (exchange) => exchange) }
})
