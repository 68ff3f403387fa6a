import { type Selectable, sql } from 'kysely'
import type { KeptLease, QuotaStore } from '#core/quotas/quota-store.ts'
import type { Tables } from './tables.ts'
import { inside } from './unit-of-work.ts'

function toLease(row: Selectable<Tables['leases']>): KeptLease {
  return {
    lease_id: row.id,
    node_id: row.node_id,
    granted: row.granted,
    left: row.left_after,
    period_id: row.period_id,
    period_ends_at: row.period_ends_at,
  }
}

/** Quotas and leases in SQL: a row's lock is what makes admitted <= limit true over any number of gateways. */
export function createQuotaStore(): QuotaStore {
  return {
    async findByRequest(tx, requestId) {
      const row = await inside(tx)
        .selectFrom('leases')
        .selectAll()
        .where('request_id', '=', requestId)
        .executeTakeFirst()
      return row === undefined ? null : toLease(row)
    },

    async lease(tx, request, leaseId, period, turns = 1) {
      const { limit, asked } = request
      const { environment, application_id, beneficiary_id, api, limit_name, period: kind } = request.key
      const key = { environment, application_id, beneficiary_id, api, limit_name, period_id: period.id }
      const ends = new Date(period.endsAt).toISOString()
      const left = sql<number>`(${limit}::bigint - quotas.leased)`
      const share = turns > 1 ? sql<number>`greatest(1, ${left} / ${turns}::bigint)` : left
      const granted = sql<number>`greatest(0, least(${asked}::bigint, ${left}, ${share}))`
      const first = Math.min(asked, limit)
      const moved = await inside(tx)
        .insertInto('quotas')
        .values({ ...key, period: kind, period_ends_at: ends, leased: first, last_granted: first })
        .onConflict((conflict) =>
          conflict
            .columns(['environment', 'application_id', 'beneficiary_id', 'api', 'limit_name', 'period_id'])
            .doUpdateSet({ leased: sql`quotas.leased + ${granted}`, last_granted: granted }),
        )
        .returning(['leased', 'last_granted'])
        .executeTakeFirstOrThrow()
      const row = await inside(tx)
        .insertInto('leases')
        .values({
          ...key,
          id: leaseId,
          request_id: request.request_id,
          node_id: request.node_id,
          granted: moved.last_granted,
          left_after: Math.max(0, limit - moved.leased),
          period_ends_at: ends,
        })
        .onConflict((conflict) => conflict.column('request_id').doNothing())
        .returningAll()
        .executeTakeFirst()
      return row === undefined ? null : toLease(row)
    },

    async giveBack(tx, { return_id: id, lease_id, node_id, units }) {
      const db = inside(tx)
      const kept = await db
        .insertInto('lease_returns')
        .columns(['id', 'lease_id', 'units'])
        .expression(
          db
            .selectFrom('leases')
            .select([
              sql<string>`${id}::text`.as('id'),
              'leases.id as lease_id',
              sql<number>`${units}::bigint`.as('units'),
            ])
            .where('leases.id', '=', lease_id)
            .where('leases.node_id', '=', node_id),
        )
        .onConflict((conflict) => conflict.column('id').doNothing())
        .returning('id')
        .executeTakeFirst()
      if (kept === undefined) {
        const seen = await db.selectFrom('lease_returns').select('id').where('id', '=', id).executeTakeFirst()
        return seen !== undefined
      }
      const lease = await db
        .updateTable('leases')
        .set({ returned: sql<number>`returned + ${units}::bigint` })
        .where('id', '=', lease_id)
        .where(sql<boolean>`granted - returned >= ${units}::bigint`)
        .returningAll()
        .executeTakeFirst()
      if (lease === undefined) return false
      await db
        .updateTable('quotas')
        .set({ leased: sql<number>`leased - ${units}::bigint` })
        .where('environment', '=', lease.environment)
        .where('application_id', '=', lease.application_id)
        .where('beneficiary_id', '=', lease.beneficiary_id)
        .where('api', '=', lease.api)
        .where('limit_name', '=', lease.limit_name)
        .where('period_id', '=', lease.period_id)
        .execute()
      return true
    },

    async purge(tx) {
      const old = sql<string>`clock_timestamp() - interval '2 days'`
      const dead = inside(tx).selectFrom('leases').select('id').where('period_ends_at', '<', old)
      await inside(tx).deleteFrom('lease_returns').where('lease_id', 'in', dead).execute()
      await inside(tx).deleteFrom('leases').where('period_ends_at', '<', old).execute()
    },
  }
}
