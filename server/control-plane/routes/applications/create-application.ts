import { createApplication } from '#core/applications/create-application.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentApplication } from '../../presenters/present-application.ts'

export const operation = defineOperation('createApplication', async ({ actor, params, body, change }, deps) => {
  return change(async (tx) => {
    const application = await createApplication(tx, deps, actor, params.organization_id, body)
    return { status: 201, body: presentApplication(application), version: application.version }
  })
})
