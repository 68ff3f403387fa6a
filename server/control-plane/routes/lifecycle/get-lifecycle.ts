import { authorizationRelations } from '#core/authorizations/authorization-relations.ts'
import { loadAuthorization } from '#core/authorizations/load-authorization.ts'
import { isAuthorized } from '#core/permissions/authorize.ts'
import { defineOperation } from '../../framework/operation.ts'
import { checkSeesAuthorization } from '../authorizations/check-sees-authorization.ts'
import { presentRecertification } from './present-recertification.ts'

export const operation = defineOperation('getLifecycle', async ({ actor, params }, deps) => {
  const { authorization_id: id } = params
  const now = new Date(deps.clock.now()).toISOString()
  return deps.unitOfWork.read(async (tx) => {
    await checkSeesAuthorization(tx, deps, actor, id)
    const file = await loadAuthorization(tx, deps, id)
    const recertification = await deps.lifecycle.recertificationOf(tx, id)
    const proposals = await deps.lifecycle.proposalsOf(tx, id, now)
    return {
      status: 200,
      body: {
        valid_until: file.authorization.valid_until,
        recertification: recertification && presentRecertification(recertification),
        unused_scopes: proposals.map(({ api, api_version, scope, last_used_on, proposed_at }) => ({
          api,
          version: api_version,
          scope,
          last_used_on,
          proposed_at,
        })),
        may_certify: isAuthorized(actor, 'authorization.certify', authorizationRelations(file)),
      },
    }
  })
})
