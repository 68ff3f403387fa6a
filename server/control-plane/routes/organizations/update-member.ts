import { updateMember } from '#core/organizations/update-member.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentMember } from '../../presenters/present-member.ts'

export const operation = defineOperation('updateMember', async ({ actor, params, body, ifMatch }, deps) => {
  const ids = { organization: params.organization_id, member: params.member_id }
  const profile = await deps.unitOfWork.transaction((tx) => updateMember(tx, deps, actor, ids, ifMatch, body.roles))
  return { status: 200, body: presentMember(profile), version: profile.member.version }
})
