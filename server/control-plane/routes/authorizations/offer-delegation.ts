import { offerDelegation } from '#core/authorizations/offer-delegation.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentDelegation } from './present-delegation.ts'

export const operation = defineOperation('offerDelegation', ({ actor, params, body, change }, deps) =>
  change(async (tx) => {
    const { application_id, replaces = null } = body
    const delegation = await offerDelegation(tx, deps, actor, params.authorization_id, application_id, replaces)
    return { status: 201, body: presentDelegation(delegation), version: delegation.version }
  }),
)
