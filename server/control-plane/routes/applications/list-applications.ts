import { authorize } from '#core/permissions/authorize.ts'
import { defineOperation } from '../../framework/operation.ts'
import { pageOf, renderPage } from '../../framework/page-of.ts'
import { presentApplication } from '../../presenters/present-application.ts'

export const operation = defineOperation('listApplications', async ({ actor, params, query }, deps) => {
  authorize(actor, 'applications.read', { organization: params.organization_id })
  const page = await deps.unitOfWork.read((tx) => deps.applications.list(tx, params.organization_id, pageOf(query)))
  return { status: 200, body: renderPage(page, presentApplication) }
})
