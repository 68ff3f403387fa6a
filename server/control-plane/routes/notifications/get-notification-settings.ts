import { topics } from '#core/notifications/topics.ts'
import { defineOperation } from '../../framework/operation.ts'

export const operation = defineOperation('getNotificationSettings', async ({ actor }, deps) => {
  const { email, muted_topics } = await deps.unitOfWork.read((tx) => deps.notifications.settings(tx, actor.account_id))
  return { status: 200, body: { email, muted_topics: topics.filter((topic) => muted_topics.includes(topic)) } }
})
