import { narrowGrant } from '#core/grants/narrow-grant.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentGrant } from '../../presenters/present-grant.ts'

export const operation = defineOperation('narrowGrant', async ({ actor, params, body, ifMatch }, deps) => {
  const grant = await deps.unitOfWork.transaction((tx) =>
    narrowGrant(tx, deps, actor, params.grant_id, ifMatch, body.scopes),
  )
  return { status: 200, body: presentGrant(grant), version: grant.version }
})
