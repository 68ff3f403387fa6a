import { defineOperation } from '../../framework/operation.ts'
import { pageOf, renderPage } from '../../framework/page-of.ts'
import { checkSeesAuthorization } from './check-sees-authorization.ts'
import { presentDelegation } from './present-delegation.ts'

/** Every delegation of an authorization; an editor sees its own alone. */
export const operation = defineOperation('listDelegations', async ({ actor, params, query }, deps) => {
  const page = pageOf(query)
  const found = await deps.unitOfWork.read(async (tx) => {
    const sight = await checkSeesAuthorization(tx, deps, actor, params.authorization_id)
    const own = actor.memberships.map((membership) => membership.organization_id)
    return deps.delegations.listOfAuthorization(tx, params.authorization_id, sight === 'full' ? null : own, page)
  })
  return { status: 200, body: renderPage(found, presentDelegation) }
})
