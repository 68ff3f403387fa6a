import { resumeOrganization } from '#core/organizations/change-organization.ts'
import { effectEverywhere } from '#core/snapshot/publish-everywhere.ts'
import { defineOperation } from '../../framework/operation.ts'

export const operation = defineOperation('resumeOrganization', async ({ actor, params }, deps) => {
  const { organization, revisions } = await deps.unitOfWork.transaction((tx) =>
    resumeOrganization(tx, deps, actor, params.organization_id),
  )
  return { status: 200, body: { organization, effect: await effectEverywhere(deps, revisions) } }
})
