import { inviteMember } from '#core/organizations/invite-member.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentMember } from '../../presenters/present-member.ts'

export const operation = defineOperation('inviteMember', async ({ actor, params, body, change }, deps) => {
  return change(async (tx) => {
    const profile = await inviteMember(tx, deps, actor, params.organization_id, body)
    return { status: 201, body: presentMember(profile), version: profile.member.version }
  })
})
