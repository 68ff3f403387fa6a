import { removeMember } from '#core/organizations/remove-member.ts'
import { defineOperation } from '../../framework/operation.ts'

export const operation = defineOperation('removeMember', async ({ actor, params }, deps) => {
  await deps.unitOfWork.transaction((tx) => removeMember(tx, deps, actor, params.organization_id, params.member_id))
  return { status: 204 }
})
