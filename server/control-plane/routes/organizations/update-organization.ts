import { updateOrganization } from '#core/organizations/change-organization.ts'
import { defineOperation } from '../../framework/operation.ts'

export const operation = defineOperation('updateOrganization', async ({ actor, params, body, ifMatch }, deps) => {
  const organization = await deps.unitOfWork.transaction((tx) =>
    updateOrganization(tx, deps, actor, params.organization_id, ifMatch, body),
  )
  return { status: 200, body: organization, version: organization.version }
})
