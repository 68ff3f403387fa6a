import { sql } from 'kysely'
import type { AccessRequestContent } from '#core/access-requests/access-request.ts'
import type { EvidenceStore, TriedOperation, TriedScope } from '#core/access-requests/sandbox-evidence.ts'
import type { SubmissionStore } from '#core/access-requests/submission.ts'
import { inside } from './unit-of-work.ts'

const isAnswered = sql`(e.status between 200 and 299 or (e.status = 404 and e.refusal_stage = 'none'))`

/** What was handed in, and what the sandbox saw, in SQL. */
export const dossierQueries: SubmissionStore & EvidenceStore = {
  async addSubmission(tx, { content, ...columns }) {
    await inside(tx)
      .insertInto('access_request_submissions')
      .values({ ...columns, content: JSON.stringify(content) })
      .execute()
  },

  async listSubmissions(tx, requestId) {
    const rows = await inside(tx)
      .selectFrom('access_request_submissions as s')
      .innerJoin('accounts', 'accounts.id', 's.submitted_by')
      .selectAll('s')
      .select('accounts.name as submitted_by_name')
      .where('s.access_request_id', '=', requestId)
      .orderBy('s.number')
      .execute()
    return rows.map((row) => ({ ...row, content: row.content as AccessRequestContent }))
  },

  async listTried(tx, applicationId, since, limit) {
    const recent = sql`(select * from exchanges where application_id = ${applicationId}::uuid
      and environment = 'sandbox' and api is not null and operation is not null and at >= ${since}::timestamptz
      and part is distinct from 'opened' order by at desc limit ${limit})`
    const operations = await sql<TriedOperation>`
      select e.api, e.api_version as version, e.operation, (count(*) filter (where ${isAnswered}))::int as answered,
        (count(*) filter (where not ${isAnswered}))::int as refused, max(e.at) as last_called_at
      from ${recent} e group by 1, 2, 3 order by 1, 2, 3`.execute(inside(tx))
    const scopes = await sql<TriedScope>`
      select e.api, e.api_version as version, used.scope, count(*)::int as calls, max(e.at) as last_used_at
      from ${recent} e cross join lateral jsonb_array_elements_text(e.line::jsonb -> 'scopes_effective') as used(scope)
      where ${isAnswered} group by 1, 2, 3 order by 1, 2, 3`.execute(inside(tx))
    return { operations: operations.rows, scopes: scopes.rows }
  },
}
