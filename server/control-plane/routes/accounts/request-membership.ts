import { requestMembership } from '#core/organizations/request-membership.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentMember } from '../../presenters/present-member.ts'

export const operation = defineOperation('requestMembership', async ({ actor, body, change }, deps) => {
  return change(async (tx) => {
    const profile = await requestMembership(tx, deps, actor, body)
    return { status: 201, body: presentMember(profile), version: profile.member.version }
  })
})
