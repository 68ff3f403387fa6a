import { resumeApplication } from '#core/applications/change-application.ts'
import { effectEverywhere } from '#core/snapshot/publish-everywhere.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentApplication } from '../../presenters/present-application.ts'

export const operation = defineOperation('resumeApplication', async ({ actor, params }, deps) => {
  const { application, revisions } = await deps.unitOfWork.transaction((tx) =>
    resumeApplication(tx, deps, actor, params.application_id),
  )
  const effect = await effectEverywhere(deps, revisions)
  return { status: 200, body: { application: presentApplication(application), effect } }
})
