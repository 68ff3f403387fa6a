import { isAuthorized } from '#core/permissions/authorize.ts'
import { defineOperation } from '../../framework/operation.ts'
import { pageOf, renderPage } from '../../framework/page-of.ts'

export const operation = defineOperation('listOrganizations', async ({ actor, query }, deps) => {
  // Whoever may read any organization lists all of them; the others see their own.
  const member = isAuthorized(actor, 'organization.read') ? null : actor.account_id
  const { kind = null, verification = null, q = null } = query
  const page = await deps.unitOfWork.read((tx) =>
    deps.organizations.list(tx, { member, kind, verification, words: q }, pageOf(query)),
  )
  return { status: 200, body: renderPage(page, (one) => one) }
})
