import { updateMe } from '#core/accounts/update-me.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentAccount } from '../../presenters/present-account.ts'

export const operation = defineOperation('updateMe', async ({ actor, body }, deps) => {
  const account = await deps.unitOfWork.transaction((tx) => updateMe(tx, deps, actor, body))
  return { status: 200, body: presentAccount(account) }
})
