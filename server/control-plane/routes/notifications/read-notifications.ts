import { defineOperation } from '../../framework/operation.ts'

export const operation = defineOperation('readNotifications', async ({ actor, body }, deps) => {
  await deps.unitOfWork.transaction(async (tx) => {
    const settings = await deps.notifications.settings(tx, actor.account_id)
    // What was read stays read: an older page marks nothing unread.
    if (settings.read_until !== null && settings.read_until >= body.until) return
    await deps.notifications.putSettings(tx, actor.account_id, { ...settings, read_until: body.until })
  })
  return { status: 204 }
})
