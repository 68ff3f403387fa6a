import { archiveApplication } from '#core/applications/archive-application.ts'
import { effectEverywhere } from '#core/snapshot/publish-everywhere.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentApplication } from '../../presenters/present-application.ts'

export const operation = defineOperation('archiveApplication', async ({ actor, params }, deps) => {
  const { application, revisions } = await deps.unitOfWork.transaction((tx) =>
    archiveApplication(tx, deps, actor, params.application_id),
  )
  const effect = await effectEverywhere(deps, revisions)
  return { status: 200, body: { application: presentApplication(application), effect } }
})
