import { resumeGrant } from '#core/grants/suspend-grant.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentGrant } from '../../presenters/present-grant.ts'

export const operation = defineOperation('resumeGrant', async ({ actor, params }, deps) => {
  const { grant, revision } = await deps.unitOfWork.transaction((tx) => resumeGrant(tx, deps, actor, params.grant_id))
  const effect = await deps.effects.effectOf(grant.environment, revision)
  return { status: 200, body: { grant: presentGrant(grant), effect } }
})
