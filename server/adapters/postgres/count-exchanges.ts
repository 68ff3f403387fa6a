import { sql } from 'kysely'
import type { Transaction } from '#core/ports/unit-of-work.ts'
import type { AskedCounts, ReasonCount, ScopeCount } from '#core/usage/usage-store.ts'
import { inside } from './unit-of-work.ts'

const isAnswered = sql`(e.status between 200 and 299 or (e.status = 404 and e.refusal_stage = 'none'))`

function asked(applicationId: string, { environment, period }: AskedCounts) {
  return sql`e.application_id = ${applicationId}::uuid and not e.is_test_person and e.part is distinct from 'opened'
    and e.at >= (${period.from}::date::timestamp at time zone ${period.timeZone})
    and e.at < ((${period.to}::date + 1)::timestamp at time zone ${period.timeZone})
    and (${environment}::text is null or e.environment = ${environment})`
}

export async function countScopes(
  tx: Transaction,
  applicationId: string,
  { environment, period }: AskedCounts,
): Promise<readonly ScopeCount[]> {
  // Calls are grouped by the text of their scopes before any JSON is read: few texts, many calls.
  const { rows } = await sql<ScopeCount>`
    with alike as (
      select (e.at at time zone ${period.timeZone})::date as day, e.api,
        split_part(split_part(e.line, '"scopes_effective":[', 2), ']', 1) as scopes, count(*) as calls
      from exchanges e
      where ${asked(applicationId, { environment, period })} and e.api is not null and ${isAnswered}
      group by 1, 2, 3)
    select to_char(day, 'YYYY-MM-DD') as day, api, scope.name as scope, sum(calls)::int as calls
    from alike cross join lateral jsonb_array_elements_text(('[' || scopes || ']')::jsonb) as scope(name)
    group by 1, 2, 3 order by 1 desc, 2, 3 limit 2000`.execute(inside(tx))
  return rows
}

export async function countReasons(
  tx: Transaction,
  applicationId: string,
  counts: AskedCounts,
): Promise<readonly ReasonCount[]> {
  const { rows } = await sql<ReasonCount & { last_at: string }>`
    select e.api, e.status, (e.line::jsonb)->>'reason' as reason, count(*)::int as calls, max(e.at) as last_at
    from exchanges e
    where ${asked(applicationId, counts)} and e.status >= 400 and not ${isAnswered}
    group by 1, 2, 3 order by 4 desc, 1, 2, 3 limit 200`.execute(inside(tx))
  return rows
}
