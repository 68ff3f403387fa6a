import { defineOperation } from '../../framework/operation.ts'
import { pageOf, renderPage } from '../../framework/page-of.ts'
import { presentMember } from '../../presenters/present-member.ts'

export const operation = defineOperation('listMyOrganizations', async ({ actor, query }, deps) => {
  const page = await deps.unitOfWork.read((tx) => deps.members.listOfAccount(tx, actor.account_id, pageOf(query)))
  const body = renderPage(page, (one) => ({ member: presentMember(one), organization: one.organization }))
  return { status: 200, body }
})
