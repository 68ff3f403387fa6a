import { defineOperation } from '../../framework/operation.ts'

export const operation = defineOperation('updateNotificationSettings', async ({ actor, body }, deps) => {
  await deps.unitOfWork.transaction(async (tx) => {
    const { read_until } = await deps.notifications.settings(tx, actor.account_id)
    await deps.notifications.putSettings(tx, actor.account_id, { ...body, read_until })
  })
  return { status: 200, body }
})
