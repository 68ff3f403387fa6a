import { sql } from 'kysely'
import type { EventStore } from '#core/events/event.ts'
import type { EventReader, RecordedEvent } from '#core/events/event-reader.ts'
import { toPage } from '#core/page.ts'
import type { Clock } from '#core/ports/clock.ts'
import type { Random } from '#core/ports/random.ts'
import type { Transaction } from '#core/ports/unit-of-work.ts'
import { inside } from './unit-of-work.ts'

/** Administrative events in SQL: appended, never changed. */
export function createEventStore(clock: Clock, random: Random): EventStore {
  return {
    async append(tx, { actor, data, ...event }) {
      await inside(tx)
        .insertInto('events')
        .values({
          ...event,
          id: random.uuid(),
          at: new Date(clock.now()).toISOString(),
          actor_kind: actor.kind,
          actor_id: actor.id,
          data: JSON.stringify(data),
        })
        .execute()
    },
  }
}

function selectEvents(tx: Transaction) {
  return inside(tx)
    .selectFrom('events')
    .leftJoin('accounts', 'accounts.id', 'events.actor_id')
    .selectAll('events')
    .select(sql<string>`coalesce(accounts.name, 'Octroi')`.as('actor_name'))
}

type Row = Awaited<ReturnType<ReturnType<typeof selectEvents>['execute']>>[number]

function toEvent({ actor_kind, actor_id, data, audit_seq: _, ...row }: Row): RecordedEvent {
  return {
    ...row,
    actor: { kind: actor_kind as RecordedEvent['actor']['kind'], id: actor_id },
    data: data as RecordedEvent['data'],
  }
}

export function createEventReader(): EventReader {
  return {
    async list(tx, organizationId, page) {
      let query = selectEvents(tx)
        .orderBy('events.id', 'desc')
        .limit(page.size + 1)
      if (organizationId !== null) query = query.where('events.organization_id', '=', organizationId)
      if (page.after !== null) query = query.where('events.id', '<', page.after)
      return toPage((await query.execute()).map(toEvent), page.size, (one) => one.id)
    },
    async listOfSubject(tx, subject, page) {
      let query = selectEvents(tx)
        .where('events.subject_type', '=', subject.type)
        .where('events.subject_id', '=', subject.id)
        .orderBy('events.id')
        .limit(page.size + 1)
      if (page.after !== null) query = query.where('events.id', '>', page.after)
      return toPage((await query.execute()).map(toEvent), page.size, (one) => one.id)
    },
  }
}
