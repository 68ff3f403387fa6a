import { changePassword } from '#core/accounts/change-password.ts'
import { defineOperation } from '../../framework/operation.ts'

export const operation = defineOperation('changePassword', async ({ actor, body }, deps) => {
  await changePassword(deps, actor, body)
  return { status: 204 }
})
