import { NotFound } from '#core/errors.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentAccount } from '../../presenters/present-account.ts'
import { presentMember } from '../../presenters/present-member.ts'

export const operation = defineOperation('getMe', async ({ actor }, deps) => {
  return deps.unitOfWork.read(async (tx) => {
    const account = await deps.accounts.load(tx, actor.account_id)
    if (account === null) throw new NotFound({ problem: 'not-found' })
    const { items } = await deps.members.listOfAccount(tx, actor.account_id, { after: null, size: 200 })
    const memberships = items.map((one) => ({ member: presentMember(one), organization: one.organization }))
    return { status: 200, body: { account: presentAccount(account), memberships } }
  })
})
