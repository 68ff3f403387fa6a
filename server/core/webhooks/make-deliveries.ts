import type { NotificationStore } from '../notifications/notification-store.ts'
import { toldTypes, topicOf } from '../notifications/topics.ts'
import type { Clock } from '../ports/clock.ts'
import type { Random } from '../ports/random.ts'
import type { UnitOfWork } from '../ports/unit-of-work.ts'
import type { WebhookStore } from './webhook-store.ts'
import { writeDelivery } from './write-delivery.ts'

export interface MakeDeliveriesDeps {
  readonly webhooks: WebhookStore
  readonly notifications: Pick<NotificationStore, 'newestEvent' | 'eventsAfter'>
  readonly unitOfWork: UnitOfWork
  readonly clock: Clock
  readonly random: Random
  readonly publicUrl: string
}

const perPass = 50
/** Transactions that began together commit in any order: events this young may still be joined by an older one. */
const settlingMs = 10_000

/**
 * Makes deliveries of the events recorded since the last pass. What was there before the first is history. Safe on
 * several replicas. Answers how many events it read.
 */
export function makeDeliveries(deps: MakeDeliveriesDeps): Promise<number> {
  const now = deps.clock.now()
  const at = new Date(now).toISOString()
  return deps.unitOfWork.transaction(async (tx) => {
    const head = await deps.webhooks.lockHead(tx)
    if (head === null) {
      const newest = await deps.notifications.newestEvent(tx)
      if (newest !== null) await deps.webhooks.moveHead(tx, newest)
      return 0
    }
    const until = new Date(now - settlingMs).toISOString()
    const events = await deps.notifications.eventsAfter(tx, head, toldTypes, until, perPass)
    for (const event of events) {
      const topic = topicOf(event.type) ?? ''
      // A stop is public and concerns whoever calls.
      const told = topic === 'maintenance' ? null : event.organization_id
      if (told === null && topic !== 'maintenance') continue
      for (const { id } of await deps.webhooks.listTold(tx, told, topic)) {
        const { id: event_id, ...rest } = event
        await deps.webhooks.addDelivery(
          tx,
          writeDelivery(deps.random.uuid(), id, deps.publicUrl, at, { ...rest, event_id }),
        )
      }
    }
    const last = events.at(-1)
    if (last !== undefined) await deps.webhooks.moveHead(tx, last.id)
    return events.length
  })
}
