import { topicOf, typesBut } from '#core/notifications/topics.ts'
import { placeOfEvent } from '#core/notifications/write-mail.ts'
import { defineOperation } from '../../framework/operation.ts'
import { pageOf, renderPage } from '../../framework/page-of.ts'

export const operation = defineOperation('listNotifications', async ({ actor, query }, deps) => {
  const page = pageOf(query)
  return deps.unitOfWork.read(async (tx) => {
    const { muted_topics, read_until } = await deps.notifications.settings(tx, actor.account_id)
    const found = await deps.notifications.list(tx, actor.account_id, typesBut(muted_topics), page)
    return {
      status: 200,
      body: renderPage(found, (event) => ({
        id: event.id,
        at: event.at,
        type: event.type,
        topic: topicOf(event.type)!,
        actor_name: event.actor_name,
        reference: typeof event.data.reference === 'string' ? event.data.reference : null,
        place: placeOfEvent(event),
        is_read: read_until !== null && event.id <= read_until,
      })),
    }
  })
})
