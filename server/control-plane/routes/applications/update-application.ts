import { updateApplication } from '#core/applications/change-application.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentApplication } from '../../presenters/present-application.ts'

export const operation = defineOperation('updateApplication', async ({ actor, params, body, ifMatch }, deps) => {
  const application = await deps.unitOfWork.transaction((tx) =>
    updateApplication(tx, deps, actor, params.application_id, ifMatch, body),
  )
  return { status: 200, body: presentApplication(application), version: application.version }
})
