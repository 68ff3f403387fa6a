import { type SqlBool, sql } from 'kysely'
import type { RecordedEvent } from '#core/events/event-reader.ts'
import type { Mail, NotificationStore, Recipient } from '#core/notifications/notification-store.ts'
import { type PageRequest, toPage } from '#core/page.ts'
import type { Transaction } from '#core/ports/unit-of-work.ts'
import { inside } from './unit-of-work.ts'

function selectEvents(tx: Transaction) {
  return inside(tx)
    .selectFrom('events as e')
    .leftJoin('accounts', 'accounts.id', 'e.actor_id')
    .select(['e.id', 'e.at', 'e.type', 'e.actor_kind', 'e.actor_id', 'e.organization_id'])
    .select(['e.subject_type', 'e.subject_id', 'e.data'])
    .select(sql<string>`coalesce(accounts.name, 'Octroi')`.as('actor_name'))
}

type Row = Awaited<ReturnType<ReturnType<typeof selectEvents>['execute']>>[number]

function toEvent({ actor_kind, actor_id, data, ...row }: Row): RecordedEvent {
  return {
    ...row,
    actor: { kind: actor_kind as RecordedEvent['actor']['kind'], id: actor_id },
    data: data as RecordedEvent['data'],
  }
}

/**
 * Ids of the newest events that an account is told of: those of its organizations, each by its index, and requests sent for
 * decision to them. The latter are read newest first, and not at all for whoever decides nothing.
 */
function meantFor(accountId: string, types: readonly string[], page: PageRequest) {
  const mine = sql`select m.organization_id from members m where m.account_id = ${accountId}::uuid and m.state = 'active'`
  const isNews = sql`e.actor_id is distinct from ${accountId}::uuid
    and (${page.after}::uuid is null or e.id < ${page.after}::uuid)`
  const newest = sql`order by e.id desc limit ${page.size + 1}`
  return sql`
    (select told.id from (${mine}) as own cross join lateral (select e.id from events e
      where e.organization_id = own.organization_id and e.type = any(${[...types]}::text[]) and ${isNews} ${newest}) as told)
    union all
    (select e.id from events e where e.type = 'access_request.submitted' and ${types.includes('access_request.submitted')}
      and (select exists (select 1 from (${mine}) as own cross join lateral (select d.state from decisions d
        where d.organization_id = own.organization_id order by d.state limit 1) as any_decision))
      and exists (select 1 from decisions d
        where d.access_request_id = e.subject_id::uuid and d.organization_id in (${mine}))
      and ${isNews} ${newest})`
}

/** Notifications in SQL: read from the events, beside the few rows that people's wishes need. */
export function createNotificationStore(): NotificationStore {
  return {
    async settings(tx, accountId) {
      const row = await inside(tx)
        .selectFrom('notification_settings')
        .select(['email', 'muted_topics', 'read_until'])
        .where('account_id', '=', accountId)
        .executeTakeFirst()
      return row ?? { email: true, muted_topics: [], read_until: null }
    },

    async putSettings(tx, accountId, settings) {
      await inside(tx)
        .insertInto('notification_settings')
        .values({ account_id: accountId, ...settings })
        .onConflict((conflict) => conflict.column('account_id').doUpdateSet(settings))
        .execute()
    },

    async list(tx, accountId, types, page) {
      if (types.length === 0) return { items: [], next: null }
      const query = selectEvents(tx)
        .where(sql<SqlBool>`e.id in (${meantFor(accountId, types, page)})`)
        .orderBy('e.id', 'desc')
        .limit(page.size + 1)
      return toPage((await query.execute()).map(toEvent), page.size, (one) => one.id)
    },

    async lockHead(tx) {
      const row = await inside(tx).selectFrom('mail_head').select('event_id').forUpdate().executeTakeFirstOrThrow()
      return row.event_id
    },

    async moveHead(tx, eventId) {
      await inside(tx).updateTable('mail_head').set({ event_id: eventId }).execute()
    },

    async newestEvent(tx) {
      const row = await inside(tx).selectFrom('events').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst()
      return row?.id ?? null
    },

    async eventsAfter(tx, eventId, types, until, size) {
      const rows = await selectEvents(tx)
        .where('e.id', '>', eventId)
        .where('e.at', '<', until)
        .where('e.type', 'in', [...types])
        .orderBy('e.id')
        .limit(size)
        .execute()
      return rows.map(toEvent)
    },

    async recipientsOf(tx, { organization_id, type, subject_id, actor }) {
      const { rows } = await sql<Recipient>`
        select distinct on (a.id) a.id as account_id, a.email as address, a.locale as language,
          coalesce(s.muted_topics, '{}') as muted_topics
        from accounts a join members m on m.account_id = a.id and m.state = 'active'
          left join notification_settings s on s.account_id = a.id
        where a.kind = 'person' and a.state = 'active' and a.email is not null and coalesce(s.email, true)
          and m.roles && array['owner', 'reviewer', 'administrator']::text[]
          and a.id is distinct from ${actor.id}::uuid
          and (m.organization_id = ${organization_id}::uuid or (${type} = 'access_request.submitted'
            and m.organization_id in (select d.organization_id from decisions d
              where d.access_request_id = ${type === 'access_request.submitted' ? subject_id : null}::uuid)))
        order by a.id`.execute(inside(tx))
      return rows
    },

    async addMail(tx, mail) {
      await inside(tx)
        .insertInto('mails')
        .values(mail)
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },

    async takeWaiting(tx, now, until, size) {
      const { rows } = await sql<Mail>`
        update mails set next_attempt_at = ${until} where id in (select id from mails
          where state = 'waiting' and next_attempt_at <= ${now} order by next_attempt_at limit ${size}
          for update skip locked)
        returning *`.execute(inside(tx))
      return rows
    },

    async settle(tx, id, to) {
      await inside(tx).updateTable('mails').set(to).where('id', '=', id).execute()
    },

    async listMails(tx, page) {
      let query = inside(tx)
        .selectFrom('mails')
        .selectAll()
        .orderBy('id', 'desc')
        .limit(page.size + 1)
      if (page.after !== null) query = query.where('id', '<', page.after)
      return toPage(await query.execute(), page.size, ({ id }) => id)
    },
  }
}
