import { authorize } from '#core/permissions/authorize.ts'
import { listQuotas, type Quota } from '#core/usage/list-quotas.ts'
import { defineOperation } from '../../framework/operation.ts'
import { pageOf, renderPage } from '../../framework/page-of.ts'
import { slicePage } from '../../framework/slice-page.ts'
import { loadApplication } from './load-application.ts'

function keyOf(quota: Quota): string {
  return [quota.environment, quota.api, quota.beneficiary_id ?? '*', quota.period, quota.limit_name].join(' ')
}

export const operation = defineOperation('getQuotas', async ({ actor, params, query }, deps) => {
  const page = pageOf(query, 'text')
  const instant = deps.clock.now()
  const quotas = await deps.unitOfWork.read(async (tx) => {
    const application = await loadApplication(tx, deps, params.application_id)
    authorize(actor, 'usage.read', { organization: application.organization_id })
    const grants = await deps.usage.listLimited(tx, application.id)
    const leased = await deps.usage.listLeased(tx, application.id, new Date(instant).toISOString())
    return listQuotas(grants, leased, deps.periods, instant)
  })
  const asked = quotas.filter((quota) => query.environment === undefined || quota.environment === query.environment)
  return { status: 200, body: renderPage(slicePage(asked, page, keyOf), (quota) => quota) }
})
