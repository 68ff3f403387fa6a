import { NotFound } from '#core/errors.ts'
import { authorize } from '#core/permissions/authorize.ts'
import { defineOperation } from '../../framework/operation.ts'

export const operation = defineOperation('getOrganization', async ({ actor, params }, deps) => {
  authorize(actor, 'organization.read', { organization: params.organization_id })
  const organization = await deps.unitOfWork.read((tx) => deps.organizations.load(tx, params.organization_id))
  if (organization === null) throw new NotFound({ problem: 'not-found' })
  return { status: 200, body: organization, version: organization.version }
})
