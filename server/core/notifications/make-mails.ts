import type { Clock } from '../ports/clock.ts'
import type { Random } from '../ports/random.ts'
import type { UnitOfWork } from '../ports/unit-of-work.ts'
import type { NotificationStore } from './notification-store.ts'
import { toldTypes, topicOf } from './topics.ts'
import { writeMail } from './write-mail.ts'

export interface MakeMailsDeps {
  readonly notifications: NotificationStore
  readonly unitOfWork: UnitOfWork
  readonly clock: Clock
  readonly random: Random
  readonly publicUrl: string
}

const perPass = 50
/** Transactions that began together commit in any order: events this young may still be joined by an older one. */
const settlingMs = 10_000

/**
 * Makes messages of the events recorded since the last pass. What was there before the first is history. Safe on several
 * replicas. Answers how many events it read.
 */
export function makeMails(deps: MakeMailsDeps): Promise<number> {
  const now = deps.clock.now()
  const at = new Date(now).toISOString()
  return deps.unitOfWork.transaction(async (tx) => {
    const head = await deps.notifications.lockHead(tx)
    if (head === null) {
      const newest = await deps.notifications.newestEvent(tx)
      if (newest !== null) await deps.notifications.moveHead(tx, newest)
      return 0
    }
    const until = new Date(now - settlingMs).toISOString()
    const events = await deps.notifications.eventsAfter(tx, head, toldTypes, until, perPass)
    for (const event of events) {
      for (const { account_id, address, language, muted_topics } of await deps.notifications.recipientsOf(tx, event)) {
        if (muted_topics.includes(topicOf(event.type) ?? '')) continue
        await deps.notifications.addMail(tx, {
          id: deps.random.uuid(),
          event_id: event.id,
          account_id,
          address,
          language,
          ...writeMail(event, language, deps.publicUrl),
          state: 'waiting',
          attempts: 0,
          next_attempt_at: at,
          created_at: at,
          sent_at: null,
        })
      }
    }
    const last = events.at(-1)
    if (last !== undefined) await deps.notifications.moveHead(tx, last.id)
    return events.length
  })
}
