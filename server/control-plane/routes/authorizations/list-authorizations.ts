import type { AuthorizationState } from '#core/authorizations/authorization.ts'
import { oneOf } from '../../framework/one-of.ts'
import { defineOperation } from '../../framework/operation.ts'
import { pageOf, renderPage } from '../../framework/page-of.ts'
import { askedOrganizations } from '../access-requests/asked-organizations.ts'
import { presentAuthorization } from './present-authorization.ts'

export const authorizationStates: readonly AuthorizationState[] = [
  'active',
  'suspended',
  'revoked',
  'expired',
  'superseded',
]

/** One's organizations' own, those they provide data for, and those delegated to them; all for operator and governance. */
export const operation = defineOperation('listAuthorizations', async ({ actor, query }, deps) => {
  const page = pageOf(query)
  const seesAll = actor.memberships.some((one) => ['operator', 'governance'].includes(one.organization_kind))
  const filter = {
    organizations:
      seesAll && query.organization_id === undefined ? null : askedOrganizations(actor, query.organization_id),
    state: oneOf(authorizationStates, query.state, 'state'),
    words: null,
  }
  const { found, grants } = await deps.unitOfWork.read(async (tx) => {
    const files = await deps.authorizations.list(tx, filter, page)
    const ids = files.items.map((file) => file.authorization.id)
    return { found: files, grants: await deps.authorizedGrants.listOfAuthorizations(tx, ids) }
  })
  return { status: 200, body: renderPage(found, (file) => presentAuthorization(file, grants)) }
})
