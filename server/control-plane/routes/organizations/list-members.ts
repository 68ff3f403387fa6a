import { authorize } from '#core/permissions/authorize.ts'
import { defineOperation } from '../../framework/operation.ts'
import { pageOf, renderPage } from '../../framework/page-of.ts'
import { presentMember } from '../../presenters/present-member.ts'

export const operation = defineOperation('listMembers', async ({ actor, params, query }, deps) => {
  authorize(actor, 'members.read', { organization: params.organization_id })
  const page = await deps.unitOfWork.read((tx) => deps.members.list(tx, params.organization_id, null, pageOf(query)))
  return { status: 200, body: renderPage(page, presentMember) }
})
