import { type SqlBool, sql } from 'kysely'
import { toPage } from '#core/page.ts'
import type { DeliveryAttempt, WebhookDelivery } from '#core/webhooks/webhook.ts'
import type { WebhookStore } from '#core/webhooks/webhook-store.ts'
import { inside } from './unit-of-work.ts'

interface DeliveryRow extends Omit<WebhookDelivery, 'attempts'> {
  readonly attempts: readonly DeliveryAttempt[] | string
}

function toDelivery({ attempts, ...row }: DeliveryRow): WebhookDelivery {
  return { ...row, attempts: attempts as readonly DeliveryAttempt[] }
}

/** Webhooks in SQL. */
export function createWebhookStore(): WebhookStore {
  return {
    async insert(tx, webhook) {
      await inside(tx).insertInto('webhooks').values(webhook).execute()
    },

    async load(tx, id, lock) {
      const query = inside(tx).selectFrom('webhooks').selectAll().where('id', '=', id)
      return (await (lock === 'lock' ? query.forUpdate() : query).executeTakeFirst()) ?? null
    },

    list: (tx, organizationId) =>
      inside(tx)
        .selectFrom('webhooks')
        .selectAll()
        .where('organization_id', '=', organizationId)
        .orderBy('id')
        .execute(),

    listTold(tx, organizationId, topic) {
      const query = inside(tx)
        .selectFrom('webhooks')
        .selectAll()
        .where(sql<SqlBool>`(topics = '{}' or ${topic} = any(topics))`)
        .orderBy('id')
      return (organizationId === null ? query : query.where('organization_id', '=', organizationId)).execute()
    },

    async setSecret(tx, id, to) {
      await inside(tx).updateTable('webhooks').set(to).where('id', '=', id).execute()
    },

    async remove(tx, id) {
      await inside(tx).deleteFrom('webhooks').where('id', '=', id).execute()
    },

    async lockHead(tx) {
      const row = await inside(tx).selectFrom('webhook_head').select('event_id').forUpdate().executeTakeFirstOrThrow()
      return row.event_id
    },

    async moveHead(tx, eventId) {
      await inside(tx).updateTable('webhook_head').set({ event_id: eventId }).execute()
    },

    async addDelivery(tx, delivery) {
      await inside(tx)
        .insertInto('webhook_deliveries')
        .values({ ...delivery, attempts: JSON.stringify(delivery.attempts) })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },

    async findDelivery(tx, webhookId, id) {
      const row = await inside(tx)
        .selectFrom('webhook_deliveries')
        .selectAll()
        .where('webhook_id', '=', webhookId)
        .where('id', '=', id)
        .executeTakeFirst()
      return row === undefined ? null : toDelivery(row)
    },

    async listDeliveries(tx, webhookId, page) {
      let query = inside(tx)
        .selectFrom('webhook_deliveries')
        .selectAll()
        .where('webhook_id', '=', webhookId)
        .orderBy('id', 'desc')
        .limit(page.size + 1)
      if (page.after !== null) query = query.where('id', '<', page.after)
      return toPage((await query.execute()).map(toDelivery), page.size, ({ id }) => id)
    },

    async takeDue(tx, now, until, size) {
      const { rows } = await sql<DeliveryRow>`
        update webhook_deliveries set next_attempt_at = ${until} where id in (select id from webhook_deliveries
          where state = 'waiting' and next_attempt_at <= ${now} order by next_attempt_at limit ${size}
          for update skip locked)
        returning *`.execute(inside(tx))
      if (rows.length === 0) return []
      const ids = [...new Set(rows.map(({ webhook_id }) => webhook_id))]
      const webhooks = await inside(tx).selectFrom('webhooks').selectAll().where('id', 'in', ids).execute()
      return rows.flatMap((row) => {
        const webhook = webhooks.find(({ id }) => id === row.webhook_id)
        return webhook === undefined ? [] : [{ delivery: toDelivery(row), webhook }]
      })
    },

    async settle(tx, id, { state, tries, attempts, next_attempt_at }) {
      await inside(tx)
        .updateTable('webhook_deliveries')
        .set({ state, tries, attempts: JSON.stringify(attempts), next_attempt_at })
        .where('id', '=', id)
        .execute()
    },

    async purge(tx, before) {
      await inside(tx).deleteFrom('webhook_deliveries').where('created_at', '<', before).execute()
    },
  }
}
