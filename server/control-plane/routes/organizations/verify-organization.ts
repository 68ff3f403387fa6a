import { verifyOrganization } from '#core/organizations/change-organization.ts'
import { defineOperation } from '../../framework/operation.ts'

export const operation = defineOperation('verifyOrganization', async ({ actor, params, body, ifMatch }, deps) => {
  const organization = await deps.unitOfWork.transaction((tx) =>
    verifyOrganization(tx, deps, actor, params.organization_id, ifMatch, body.verification),
  )
  return { status: 200, body: organization, version: organization.version }
})
