import { suspendOrganization } from '#core/organizations/change-organization.ts'
import { effectEverywhere } from '#core/snapshot/publish-everywhere.ts'
import { defineOperation } from '../../framework/operation.ts'

export const operation = defineOperation('suspendOrganization', async ({ actor, params, body }, deps) => {
  const { organization, revisions } = await deps.unitOfWork.transaction((tx) =>
    suspendOrganization(tx, deps, actor, params.organization_id, body.reason),
  )
  return { status: 200, body: { organization, effect: await effectEverywhere(deps, revisions) } }
})
