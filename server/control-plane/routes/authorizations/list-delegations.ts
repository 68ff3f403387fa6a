import { defineOperation } from '../../framework/operation.ts'
import { pageOf, renderPage } from '../../framework/page-of.ts'
import { checkSeesAuthorization } from './check-sees-authorization.ts'
import { presentDelegation } from './present-delegation.ts'

/** Every delegation of an authorization. */
export const operation = defineOperation('listDelegations', async ({ actor, params, query }, deps) => {
  const page = pageOf(query)
  const found = await deps.unitOfWork.read(async (tx) => {
    await checkSeesAuthorization(tx, deps, actor, params.authorization_id)
    return deps.delegations.listOfAuthorization(tx, params.authorization_id, page)
  })
  return { status: 200, body: renderPage(found, presentDelegation) }
})
