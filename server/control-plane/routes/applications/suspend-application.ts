import { suspendApplication } from '#core/applications/change-application.ts'
import { effectEverywhere } from '#core/snapshot/publish-everywhere.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentApplication } from '../../presenters/present-application.ts'

export const operation = defineOperation('suspendApplication', async ({ actor, params, body }, deps) => {
  const { application, revisions } = await deps.unitOfWork.transaction((tx) =>
    suspendApplication(tx, deps, actor, params.application_id, body.reason),
  )
  const effect = await effectEverywhere(deps, revisions)
  return { status: 200, body: { application: presentApplication(application), effect } }
})
