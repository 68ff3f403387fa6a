import { suspendGrant } from '#core/grants/suspend-grant.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentGrant } from '../../presenters/present-grant.ts'

export const operation = defineOperation('suspendGrant', async ({ actor, params, body }, deps) => {
  const { grant, revision } = await deps.unitOfWork.transaction((tx) =>
    suspendGrant(tx, deps, actor, params.grant_id, body.reason),
  )
  const effect = await deps.effects.effectOf(grant.environment, revision)
  return { status: 200, body: { grant: presentGrant(grant), effect } }
})
