import { authorize } from '#core/permissions/authorize.ts'
import { defineOperation } from '../../framework/operation.ts'
import { pageOf, renderPage } from '../../framework/page-of.ts'
import { presentAlert } from './present-alert.ts'

export const operation = defineOperation('listProviderAlerts', async ({ actor, params, query }, deps) => {
  authorize(actor, 'provider-alerts.read', { organization: params.organization_id })
  const filter = { state: query.state ?? null, provider: params.organization_id }
  const page = await deps.unitOfWork.read((tx) => deps.alerts.list(tx, filter, pageOf(query)))
  return { status: 200, body: renderPage(page, presentAlert) }
})
