import { createOrganization } from '#core/organizations/create-organization.ts'
import { defineOperation } from '../../framework/operation.ts'

export const operation = defineOperation('createOrganization', async ({ actor, body, change }, deps) => {
  return change(async (tx) => {
    const organization = await createOrganization(tx, deps, actor, body)
    return { status: 201, body: organization, version: organization.version }
  })
})
