import { sql } from 'kysely'
import type { AuditLogReader, StoredLeaf, StrayRecord } from '#core/audit/audit-log-reader.ts'
import { controlChain } from '#core/audit/control-act.ts'
import type { Transaction } from '#core/ports/unit-of-work.ts'
import { inside } from './unit-of-work.ts'

const leavesPerPage = 5_000
const runsPerPage = 1_000
const maxStrays = 100

type LeafRow = StoredLeaf['columns'] & { readonly leaf: number; readonly line: string }

function toLeaf({ leaf, line, ...columns }: LeafRow): StoredLeaf {
  return { index: leaf, line, columns }
}

/** The place of the page's end: after so many whole runs that it holds enough leaves. */
async function endOfPage(tx: Transaction, shard: string, first: number): Promise<number | null> {
  const runs = await inside(tx)
    .selectFrom('audit_runs')
    .select(['first_leaf', 'count'])
    .where('shard', '=', shard)
    .where('first_leaf', '>=', first)
    .orderBy('first_leaf')
    .limit(runsPerPage)
    .execute()
  let end: number | null = null
  for (const run of runs) {
    end = run.first_leaf + run.count
    if (end - first >= leavesPerPage) break
  }
  return end
}

export const readLeaves: AuditLogReader['leaves'] = async (tx, shard, first) => {
  const end = await endOfPage(tx, shard, first)
  if (end === null) return { leaves: [], next: null }
  const inPage = sql`r.shard = ${shard} and r.first_leaf >= ${first} and r.first_leaf < ${end}`
  const exchanges = await sql<LeafRow>`
    select r.first_leaf + e.seq - r.first_seq as leaf, e.line, e.at, e.environment, e.request_id, e.application_id,
      e.organization_id, e.beneficiary_id, e.authorization_id, e.grant_id, e.credential_id, e.api, e.api_version,
      e.operation, e.status, e.refusal_stage, e.duration_ms, e.is_test_person,
      e.part, e.agent_hash, e.question_hash, e.subjects, e.signals
    from audit_runs r join exchanges e on e.gateway = r.gateway and e.chain = r.chain
      and e.seq >= r.first_seq and e.seq < r.first_seq + r.count
    where ${inPage} order by 1`.execute(inside(tx))
  const acts = await sql<LeafRow>`
    select r.first_leaf + a.seq - r.first_seq as leaf, a.line, e.id as event_id, e.at, e.type,
      e.organization_id, e.subject_type, e.subject_id, e.data,
      jsonb_build_object('kind', e.actor_kind, 'id', e.actor_id) as actor
    from audit_runs r join audit_acts a on a.seq >= r.first_seq and a.seq < r.first_seq + r.count
      left join events e on e.id = a.event_id
    where r.gateway = ${controlChain.gateway} and ${inPage} order by 1`.execute(inside(tx))
  const leaves = [...exchanges.rows, ...acts.rows].map(toLeaf).sort((a, b) => a.index - b.index)
  return { leaves, next: end }
}

/** Records that no chain accounts for, and acts whose event names no record. */
export async function readStrays(tx: Transaction): Promise<StrayRecord[]> {
  const { rows } = await sql<StrayRecord>`
    select e.gateway, e.chain, e.seq from exchanges e
      left join exchange_chains c on c.gateway = e.gateway and c.chain = e.chain
    where c.chain is null or e.seq >= c.next_seq or e.seq < 1
    limit ${maxStrays}`.execute(inside(tx))
  const { rows: acts } = await sql<StrayRecord>`
    select ${controlChain.gateway} as gateway, ${controlChain.chain} as chain, e.audit_seq as seq from events e
      left join audit_acts a on a.seq = e.audit_seq and a.event_id = e.id
    where e.audit_seq is not null and a.seq is null
      and e.audit_seq >= (select min(first_seq) from audit_runs where gateway = ${controlChain.gateway})
    limit ${maxStrays}`.execute(inside(tx))
  return [...rows, ...acts]
}
