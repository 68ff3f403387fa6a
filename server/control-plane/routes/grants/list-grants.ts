import { NotFound } from '#core/errors.ts'
import { authorize } from '#core/permissions/authorize.ts'
import { defineOperation } from '../../framework/operation.ts'
import { pageOf, renderPage } from '../../framework/page-of.ts'
import { presentGrant } from '../../presenters/present-grant.ts'

export const operation = defineOperation('listGrants', async ({ actor, params, query }, deps) => {
  return deps.unitOfWork.read(async (tx) => {
    const application = await deps.applications.load(tx, params.application_id)
    if (application === null) throw new NotFound({ problem: 'not-found' })
    authorize(actor, 'grants.read', { organization: application.organization_id })
    const page = await deps.grants.list(tx, application.id, query.environment ?? null, pageOf(query))
    return { status: 200, body: renderPage(page, presentGrant) }
  })
})
