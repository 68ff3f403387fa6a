import { acceptMember } from '#core/organizations/accept-member.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentMember } from '../../presenters/present-member.ts'

export const operation = defineOperation('acceptMember', async ({ actor, params }, deps) => {
  const profile = await deps.unitOfWork.transaction((tx) =>
    acceptMember(tx, deps, actor, params.organization_id, params.member_id),
  )
  return { status: 200, body: presentMember(profile), version: profile.member.version }
})
