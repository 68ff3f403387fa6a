import { type ExpressionBuilder, sql } from 'kysely'
import type { HoldingStore, RunningQuota } from '#core/quotas/holding-store.ts'
import type { QuotaKey } from '#core/quotas/lease.ts'
import type { Tables } from './tables.ts'
import { inside } from './unit-of-work.ts'

type KeyTable = 'quota_holdings' | 'lease_recalls'

function columnsOf({ key, period }: RunningQuota) {
  const { environment, application_id, beneficiary_id, api, limit_name } = key
  return { environment, application_id, beneficiary_id, api, limit_name, period_id: period.id }
}

function isQuota(quota: RunningQuota) {
  return <T extends KeyTable>(eb: ExpressionBuilder<Tables, T>) => eb.and(columnsOf(quota) as never)
}

const keyColumns = ['environment', 'application_id', 'beneficiary_id', 'api', 'limit_name', 'period_id'] as const

/** What gateways hold, in SQL. The row of the quota is locked by the lease before these are touched. */
export function createHoldingStore(): HoldingStore {
  return {
    async note(tx, quota, nodeId, held) {
      if (held === 0) {
        const known = inside(tx).updateTable('quota_holdings').set({ held }).where('node_id', '=', nodeId)
        await known.where(isQuota(quota)).where('held', '>', 0).execute()
        return
      }
      const period_ends_at = new Date(quota.period.endsAt).toISOString()
      await inside(tx)
        .insertInto('quota_holdings')
        .values({ ...columnsOf(quota), period_ends_at, node_id: nodeId, held })
        .onConflict((conflict) => conflict.columns([...keyColumns, 'node_id']).doUpdateSet({ held }))
        .execute()
    },

    async giveBack(tx, { lease_id, node_id, units }) {
      const same = keyColumns.map((column) => sql`quota_holdings.${sql.ref(column)} = leases.${sql.ref(column)}`)
      await sql`update quota_holdings set held = greatest(0, held - ${units}::bigint) from leases
        where leases.id = ${lease_id}::uuid and quota_holdings.node_id = ${node_id} and ${sql.join(same, sql` and `)}`.execute(
        inside(tx),
      )
    },

    async held(tx, quota) {
      const row = await inside(tx)
        .selectFrom('quota_holdings')
        .select(sql<number>`coalesce(sum(held), 0)::bigint`.as('held'))
        .where(isQuota(quota))
        .executeTakeFirstOrThrow()
      return row.held
    },

    async isRecalling(tx, quota) {
      const row = await inside(tx)
        .selectFrom('lease_recalls')
        .select('period_id')
        .where(isQuota(quota))
        .where('asked_at', '>', sql<string>`clock_timestamp() - interval '1 second'`)
        .executeTakeFirst()
      return row !== undefined
    },

    async recall(tx, quota, nodeId) {
      const holders = await inside(tx)
        .updateTable('quota_holdings')
        .set({ held: 0 })
        .where(isQuota(quota))
        .where('node_id', '<>', nodeId)
        .where('held', '>', 0)
        .returning('node_id')
        .execute()
      if (holders.length === 0) return false
      const period_ends_at = new Date(quota.period.endsAt).toISOString()
      const asked_at = sql<string>`clock_timestamp()`
      await inside(tx)
        .insertInto('lease_recalls')
        .values({ ...columnsOf(quota), period: quota.key.period, period_ends_at, asked_at })
        .onConflict((conflict) => conflict.columns(keyColumns).doUpdateSet({ asked_at }))
        .execute()
      return true
    },

    async recalls(tx, withinMs) {
      const rows = await inside(tx)
        .selectFrom('lease_recalls')
        .selectAll()
        .where('asked_at', '>', sql<string>`clock_timestamp() - ${withinMs} * interval '1 millisecond'`)
        .where('period_ends_at', '>', sql<string>`clock_timestamp()`)
        .execute()
      return rows.map(({ period_id, asked_at, period_ends_at: _, ...key }) => ({
        type: 'recall',
        format_version: 1,
        key: key as QuotaKey,
        period_id,
        asked_at,
      }))
    },

    async purge(tx) {
      const old = sql<string>`clock_timestamp() - interval '2 days'`
      await inside(tx).deleteFrom('quota_holdings').where('period_ends_at', '<', old).execute()
      await inside(tx).deleteFrom('lease_recalls').where('period_ends_at', '<', old).execute()
    },
  }
}
