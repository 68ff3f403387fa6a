import { loadGrant } from '#core/grants/load-grant.ts'
import { authorize } from '#core/permissions/authorize.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentGrant } from '../../presenters/present-grant.ts'

export const operation = defineOperation('getGrant', async ({ actor, params }, deps) => {
  const { grant, relations } = await deps.unitOfWork.read((tx) => loadGrant(tx, deps, params.grant_id))
  authorize(actor, 'grant.read', relations)
  return { status: 200, body: presentGrant(grant), version: grant.version }
})
