import { sql } from 'kysely'
import type { ExchangeRecord } from '#core/audit/exchange-record.ts'
import type { Transaction } from '#core/ports/unit-of-work.ts'
import type { Exchange, FoundExchange } from '#core/usage/usage-store.ts'
import { inside } from './unit-of-work.ts'

/** One call by its request id. Of the two records of a long one, that of its end comes first. */
export async function findExchange(
  tx: Transaction,
  applicationId: string,
  requestId: string,
): Promise<FoundExchange | null> {
  const row = await inside(tx)
    .selectFrom('exchanges')
    .select('line')
    .where('request_id', '=', requestId)
    .where('application_id', '=', applicationId)
    .orderBy(sql`part is not distinct from 'opened'`)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return null
  const record = JSON.parse(row.line) as ExchangeRecord
  const { api_version, credential_id, grant_id, authorization_id, delegation_id, scopes_asked, upstream_ms } = record
  const rights = { api_version, credential_id, grant_id, authorization_id, delegation_id, scopes_asked, upstream_ms }
  return { exchange: { ...toExchange(record), ...rights }, subjects: record.subjects ?? [] }
}

export function toExchange(record: ExchangeRecord): Exchange {
  return {
    request_id: record.request_id,
    at: record.at,
    environment: record.environment,
    api: record.api,
    operation: record.operation,
    method: record.method,
    status: record.status,
    refusal_stage: record.refusal_stage,
    reason: record.reason,
    duration_ms: record.duration_ms,
    beneficiary_id: record.beneficiary_id,
    legal_context: record.legal_context,
    scopes_effective: record.scopes_effective,
    fields: record.fields,
  }
}
