import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { openDatabase } from '#adapters/postgres/open-database.ts'
import { createRecordSearch } from '#adapters/postgres/record-search.ts'
import { inside } from '#adapters/postgres/unit-of-work.ts'
import { chainLine, noHead } from '#core/audit/chain-line.ts'
import type { RecordFilter } from '#core/audit/search/record-search.ts'
import type { UnitOfWork } from '#core/ports/unit-of-work.ts'
import { exchangeDraft } from '../../support/exchange-draft.ts'
import { testPostgresUrl } from '../../support/test-postgres.ts'

const authorizations = 400
const apis = 19
const days = 30
const firstDay = Date.parse('2026-10-01T00:00:00Z')
const dayMs = 86_400_000
const perStatement = 100_000
const searches = 200

/** An identifier that SQL and this file count alike: `prefix` and a number. */
function idOf(prefix: string, index: number): string {
  return `${prefix}0000000-0000-4000-8000-${String(index).padStart(12, '0')}`
}

/** Records spread evenly over a month, authorizations and APIs: 10 million is 330 000 a day, 833 for each authorization. */
async function fill(unitOfWork: UnitOfWork, size: number): Promise<void> {
  const line = chainLine({ gateway: 'bench', chain: randomUUID(), seq: 1, previous: noHead }, exchangeDraft())
  for (let done = 0; done < size; done += perStatement) {
    const until = Math.min(size, done + perStatement)
    await unitOfWork.transaction((tx) =>
      sql`
      insert into exchanges (gateway, chain, seq, line, at, environment, request_id, application_id, organization_id,
        beneficiary_id, authorization_id, api, api_version, operation, status, refusal_stage, duration_ms, is_test_person)
      select 'bench', 'chain', n, ${line}, ${new Date(firstDay).toISOString()}::timestamptz
          + (n::double precision / ${size} * ${days * 86_400}) * interval '1 second',
        'production', 'request-' || n,
        ('a0000000-0000-4000-8000-' || lpad((n * 7 % ${authorizations})::text, 12, '0'))::uuid, null, null,
        ('b0000000-0000-4000-8000-' || lpad((n * 7 % ${authorizations})::text, 12, '0'))::uuid,
        'api-' || (n * 11 % ${apis}), 'v3', 'operation', case when n % 50 = 0 then 503 when n % 20 = 0 then 403 else 200 end,
        'none', 12, false
      from generate_series(${done + 1}::bigint, ${until}::bigint) as n`.execute(inside(tx)),
    )
  }
  await unitOfWork.transaction((tx) => sql`analyze exchanges`.execute(inside(tx)))
}

function filterOf(changes: Partial<RecordFilter>, day: number, span = 1): RecordFilter {
  const from = new Date(firstDay + day * dayMs).toISOString()
  const until = new Date(firstDay + (day + span) * dayMs).toISOString()
  const any = { authorization_id: null, application_id: null, api: null, provider: null, environment: null }
  return { ...any, outcome: null, from, until, ...changes }
}

// biome-ignore format: aligned table
const kinds: readonly (readonly [string, (index: number) => RecordFilter])[] = [
  ['one authorization, one day',          (n) => filterOf({ authorization_id: idOf('b', (n * 37) % authorizations) }, n % days)],
  ['one authorization, one day, failed',  (n) => filterOf({ authorization_id: idOf('b', (n * 37) % authorizations), outcome: 'failed' }, n % days)],
  ['one authorization, the whole month',  (n) => filterOf({ authorization_id: idOf('b', (n * 37) % authorizations) }, 0, days)],
  ['one application, one day',            (n) => filterOf({ application_id: idOf('a', (n * 37) % authorizations) }, n % days)],
  ['one API, one day, refused',           (n) => filterOf({ api: `api-${n % apis}`, outcome: 'refused' }, n % days)],
  ['one day',                             (n) => filterOf({}, n % days)],
]

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

/**
 * The auditor's search on a real PostgreSQL that holds `size` records of one month: first pages of 50, and a second page
 * by cursor every other time. Prints milliseconds at the caller.
 */
export async function benchAuditSearch(size: number): Promise<unknown> {
  const schema = `bench_${randomUUID().slice(0, 8)}`
  await using database = await openDatabase({ kind: 'postgres', url: await testPostgresUrl(), schema, poolSize: 2 })
  const { unitOfWork } = database
  await database.migrate()
  const began = performance.now()
  await fill(unitOfWork, size)
  console.log(`\naudit search: ${size} records (filled in ${((performance.now() - began) / 1_000).toFixed(0)} s)`)
  const search = createRecordSearch()
  const results: Record<string, { p50_ms: number; p95_ms: number }> = {}
  for (const [name, filter] of kinds) {
    const times: number[] = []
    for (let index = 0; index < searches; index += 1) {
      const start = performance.now()
      const first = await unitOfWork.read((tx) => search.find(tx, filter(index), { after: null, size: 50 }))
      times.push(performance.now() - start)
      if (index % 2 === 0 || first.next === null) continue
      const again = performance.now()
      await unitOfWork.read((tx) => search.find(tx, filter(index), { after: first.next, size: 50 }))
      times.push(performance.now() - again)
    }
    times.sort((a, b) => a - b)
    results[name] = { p50_ms: percentile(times, 0.5), p95_ms: percentile(times, 0.95) }
    console.log(
      `${name.padEnd(40)} p50 ${results[name].p50_ms.toFixed(1)} ms   p95 ${results[name].p95_ms.toFixed(1)} ms`,
    )
  }
  await unitOfWork.transaction((tx) => sql`drop schema ${sql.id(schema)} cascade`.execute(inside(tx)))
  return { size, results }
}
