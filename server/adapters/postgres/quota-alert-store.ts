import type { QuotaAlertStore } from '#core/quotas/quota-alert-store.ts'
import { inside } from './unit-of-work.ts'

/** Marks of quotas in SQL: the primary key is what makes each told once. */
export function createQuotaAlertStore(): QuotaAlertStore {
  return {
    async reach(tx, { key, period }, { thresholds, limit, at }) {
      const { environment, application_id, beneficiary_id, api, limit_name } = key
      const rows = thresholds.map((threshold) => ({
        environment,
        application_id,
        beneficiary_id,
        api,
        limit_name,
        period_id: period.id,
        period_ends_at: new Date(period.endsAt).toISOString(),
        threshold,
        quota_limit: limit,
        reached_at: at,
      }))
      const kept = await inside(tx)
        .insertInto('quota_alerts')
        .values(rows)
        .onConflict((conflict) => conflict.doNothing())
        .returning('threshold')
        .execute()
      return kept.map(({ threshold }) => threshold)
    },

    async organizationOf(tx, applicationId) {
      const row = await inside(tx)
        .selectFrom('applications')
        .select('organization_id')
        .where('id', '=', applicationId)
        .executeTakeFirst()
      return row?.organization_id ?? null
    },
  }
}
