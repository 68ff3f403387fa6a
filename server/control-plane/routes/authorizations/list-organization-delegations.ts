import { authorize } from '#core/permissions/authorize.ts'
import { defineOperation } from '../../framework/operation.ts'
import { pageOf, renderPage } from '../../framework/page-of.ts'
import { presentDelegation } from './present-delegation.ts'

export const operation = defineOperation('listOrganizationDelegations', async ({ actor, params, query }, deps) => {
  const page = pageOf(query)
  authorize(actor, 'organization.read', { organization: params.organization_id })
  const found = await deps.unitOfWork.read((tx) =>
    deps.delegations.listOfOrganization(tx, params.organization_id, page),
  )
  return { status: 200, body: renderPage(found, presentDelegation) }
})
