import { signUp } from '#core/accounts/sign-up.ts'
import { definePublicOperation } from '../../framework/operation.ts'
import { presentAccount } from '../../presenters/present-account.ts'

export const operation = definePublicOperation('createAccount', async ({ body, remoteAddress, change }, deps) => {
  const register = await signUp(deps, { ...body, remoteAddress })
  return change(async (tx) => ({ status: 201, body: presentAccount(await register(tx)) }))
})
