import { sql } from 'kysely'
import type { ExchangeRecord } from '#core/audit/exchange-record.ts'
import type { Environment } from '#core/environment.ts'
import { toPage } from '#core/page.ts'
import type { Transaction } from '#core/ports/unit-of-work.ts'
import type { Plan } from '#core/quotas/limit.ts'
import { parsePlace, writePlace } from '#core/usage/exchange-place.ts'
import type {
  ExchangeFilter,
  LeasedQuota,
  UsageDay,
  UsagePeriod,
  UsageRow,
  UsageScope,
  UsageStore,
} from '#core/usage/usage-store.ts'
import { countReasons, countScopes } from './count-exchanges.ts'
import { findExchange, toExchange } from './find-exchange.ts'
import { inside } from './unit-of-work.ts'

/** Usage read from the exchange records that gateways shipped. */
export function createUsageStore(): UsageStore {
  return {
    count: countExchanges,

    async listExchanges(tx, filter, page) {
      const rows = await narrowed(tx, filter, page.after)
        .select(['e.line', 'e.at', 'e.gateway', 'e.chain', 'e.seq'])
        .orderBy('e.at', 'desc')
        .orderBy('e.gateway', 'desc')
        .orderBy('e.chain', 'desc')
        .orderBy('e.seq', 'desc')
        .limit(page.size + 1)
        .execute()
      const { items, next } = toPage(rows, page.size, (row) => writePlace([row.at, row.gateway, row.chain, row.seq]))
      return { items: items.map((row) => toExchange(JSON.parse(row.line) as ExchangeRecord)), next }
    },

    findExchange,
    countScopes,
    countReasons,

    async listLimited(tx, applicationId) {
      const rows = await inside(tx)
        .selectFrom('grants')
        .select(['environment', 'api', 'beneficiary_id', 'plan'])
        .where('application_id', '=', applicationId)
        .where('state', '<>', 'revoked')
        .orderBy('environment')
        .orderBy('api')
        .orderBy('beneficiary_id')
        .execute()
      return rows.map((row) => ({ ...row, plan: row.plan as Plan }))
    },

    async listLeased(tx, applicationId, now) {
      const rows = await inside(tx)
        .selectFrom('quotas')
        .select(['environment', 'api', 'beneficiary_id', 'limit_name', 'period', 'leased', 'period_ends_at'])
        .select([heldOfQuota.as('held'), marksOfQuota.as('marks')])
        .where('application_id', '=', applicationId)
        .where('period_ends_at', '>', now)
        .orderBy('environment')
        .orderBy('api')
        .orderBy('beneficiary_id')
        .orderBy('limit_name')
        .execute()
      return rows.map(({ marks, ...row }) => ({ ...row, alerts: marks.map(toMark) }) as LeasedQuota)
    },
  }
}

const sameQuota = sql`other.environment = quotas.environment and other.application_id = quotas.application_id
  and other.beneficiary_id = quotas.beneficiary_id and other.api = quotas.api
  and other.limit_name = quotas.limit_name and other.period_id = quotas.period_id`

const heldOfQuota = sql<number>`(select coalesce(sum(other.held), 0)::bigint from quota_holdings other where ${sameQuota})`

const marksOfQuota = sql<readonly { readonly threshold: number; readonly reached_at: string }[]>`(
  select coalesce(jsonb_agg(jsonb_build_object('threshold', other.threshold, 'reached_at', other.reached_at)
    order by other.threshold), '[]'::jsonb) from quota_alerts other where ${sameQuota})`

function toMark({ threshold, reached_at }: { readonly threshold: number; readonly reached_at: string }) {
  return { threshold, reached_at: new Date(reached_at).toISOString() }
}

/** Rows of one answer: a provider of thousands of applications has more than anybody reads. */
const shownRows = 2_000

async function countExchanges(
  tx: Transaction,
  scope: UsageScope,
  environment: Environment | null,
  period: UsagePeriod,
): Promise<{ rows: UsageRow[]; days: UsageDay[] }> {
  const isAnswered = sql`(e.status between 200 and 299 or (e.status = 404 and e.refusal_stage = 'none'))`
  const { rows } = await sql<{ rows: UsageRow[]; days: UsageDay[] }>`
    with counted as materialized (
      select (e.at at time zone ${period.timeZone})::date as day,
        e.environment, e.api, e.api_version, e.application_id, e.beneficiary_id,
        (count(*) filter (where ${isAnswered}))::int as answered,
        (count(*) filter (where e.status between 400 and 499 and not ${isAnswered}))::int as refused,
        (count(*) filter (where e.status >= 500))::int as failed,
        percentile_cont(array[0.5, 0.95]) within group (order by e.duration_ms) filter (where ${isAnswered}) as took
      from exchanges e
      where ${scopeOf(scope)} and not e.is_test_person and e.api is not null and e.part is distinct from 'opened'
        and e.application_id is not null
        and e.at >= (${period.from}::date::timestamp at time zone ${period.timeZone})
        and e.at < ((${period.to}::date + 1)::timestamp at time zone ${period.timeZone})
        and (${environment}::text is null or e.environment = ${environment})
      group by 1, 2, 3, 4, 5, 6),
    shown as (
      select c.day, c.environment, c.api, c.api_version, c.application_id, application.name as application_name,
        beneficiary.name as beneficiary_name, c.answered, c.refused, c.failed,
        round(c.took[1])::int as p50_ms, round(c.took[2])::int as p95_ms
      from counted c
        join applications application on application.id = c.application_id
        left join organizations beneficiary on beneficiary.id = c.beneficiary_id
      order by c.day desc, c.environment, c.api, c.api_version, application.name, beneficiary.name, c.application_id
      limit ${shownRows})
    select (select coalesce(jsonb_agg(to_jsonb(s) order by s.day desc, s.environment, s.api, s.api_version,
        s.application_name, s.beneficiary_name, s.application_id), '[]'::jsonb) from shown s) as rows,
      (select coalesce(jsonb_agg(to_jsonb(d) order by d.day), '[]'::jsonb) from (select day, sum(answered)::int as answered,
        sum(refused)::int as refused, sum(failed)::int as failed from counted group by day) d) as days`.execute(
    inside(tx),
  )
  return rows[0] ?? { rows: [], days: [] }
}

function scopeOf(scope: UsageScope) {
  switch (scope.kind) {
    case 'application':
      return sql`e.application_id = ${scope.id}::uuid`
    case 'provider':
      return sql`exists (select 1 from apis where apis.api = e.api and apis.version = e.api_version
        and apis.provider_organization_id = ${scope.id}::uuid)`
    case 'consumer':
      return sql`(e.organization_id = ${scope.id}::uuid or e.beneficiary_id = ${scope.id}::uuid)`
  }
}

function narrowed(tx: Transaction, filter: ExchangeFilter, after: string | null) {
  const { from, to, timeZone } = filter.period
  let query = inside(tx)
    .selectFrom('exchanges as e')
    .where('e.application_id', '=', filter.applicationId)
    .where(sql<boolean>`e.part is distinct from 'opened'`)
    .where(sql<boolean>`e.at >= (${from}::date::timestamp at time zone ${timeZone})`)
    .where(sql<boolean>`e.at < ((${to}::date + 1)::timestamp at time zone ${timeZone})`)
  if (filter.environment !== null) query = query.where('e.environment', '=', filter.environment)
  if (filter.statusClass !== null) {
    const first = Number(filter.statusClass[0]) * 100
    query = query.where('e.status', '>=', first).where('e.status', '<', first + 100)
  }
  if (filter.api !== null) query = query.where('e.api', '=', filter.api)
  if (filter.operation !== null) query = query.where('e.operation', '=', filter.operation)
  if (filter.requestId !== null) query = query.where('e.request_id', '=', filter.requestId)
  // In a line only the member itself reads so: inside a value its quotes would be escaped.
  if (filter.reason !== null) query = query.where(sql<boolean>`strpos(e.line, ${`"reason":"${filter.reason}"`}) > 0`)
  if (after !== null) {
    const [at, gateway, chain, seq] = parsePlace(after)
    query = query.where(
      sql<boolean>`(e.at, e.gateway, e.chain, e.seq) < (${at}::timestamptz, ${gateway}, ${chain}, ${seq})`,
    )
  }
  return query
}
