import { randomUUID } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { inside } from '#adapters/postgres/unit-of-work.ts'
import { chainLine, noHead } from '#core/audit/chain-line.ts'
import type { Transaction, UnitOfWork } from '#core/ports/unit-of-work.ts'
import { exchangeDraft } from '../../support/exchange-draft.ts'

interface Sizes {
  readonly applications: number
  /** As many access requests as lines of the request log. */
  readonly requests: number
}

/** What the pages measured are about: the transport authority of the demonstration and what it owns. */
export interface ConsoleSubjects {
  readonly organization: string
  readonly application: string
  readonly request: string
  readonly authorization: string
  readonly provider: string
  readonly account: string
}

const organizations = 2_000
const days = 30
/** One application in so many belongs to the authority whose pages are measured, and so much of the rest. */
const ownShare = 100

/** An identifier that SQL counts: `prefix`, and a number column or expression. */
function idOf(prefix: string, number: string): RawBuilder<unknown> {
  return sql.raw(`('${prefix}-0000-7000-8000-' || lpad((${number})::text, 12, '0'))::uuid`)
}

/**
 * Fills the store of a demonstration with copies of what the demonstration made: organizations, applications with their
 * grants and credentials, access requests with their decisions (one in a thousand waits for one), authorizations, events,
 * and lines of the request log spread over a month. One in a hundred is the measured authority's own.
 */
export async function fillConsoleStore(unitOfWork: UnitOfWork, sizes: Sizes): Promise<ConsoleSubjects> {
  const subjects = await unitOfWork.read(findSubjects)
  await unitOfWork.transaction((tx) => fillApplications(tx, subjects, sizes.applications))
  await unitOfWork.transaction((tx) => fillRequests(tx, subjects, sizes))
  await unitOfWork.transaction((tx) => fillLog(tx, subjects, sizes))
  await unitOfWork.transaction((tx) => sql`analyze`.execute(inside(tx)))
  return subjects
}

async function findSubjects(tx: Transaction): Promise<ConsoleSubjects> {
  const { rows } = await sql<ConsoleSubjects>`
    select z.beneficiary_id as organization, z.application_id as application, z.access_request_id as request,
      z.id as authorization, provider.id as provider, account.id as account
    from authorizations z
      join organizations own on own.id = z.beneficiary_id and own.name = 'Métropole de Valmont'
      join organizations provider on provider.slug = 'cnaf'
      join accounts account on account.email = 'valmont@demo.example'
    order by z.id limit 1`.execute(inside(tx))
  const [subjects] = rows
  if (subjects === undefined) throw new Error('The demonstration has no authorization of its transport authority.')
  return subjects
}

/** The organization of copy number `n`: the measured one, or one of the others in turn. */
function ownerOf({ organization }: ConsoleSubjects): RawBuilder<unknown> {
  return sql`case when n % ${sql.lit(ownShare)} = 0 then ${organization}::uuid
    else ${idOf('019a0001', `1 + n % ${organizations}`)} end`
}

async function fillApplications(tx: Transaction, subjects: ConsoleSubjects, count: number): Promise<void> {
  const trx = inside(tx)
  await sql`insert into organizations (id, kind, name, verification, created_at)
    select ${idOf('019a0001', 'n')}, 'consumer', 'Agglomération ' || n, 'mandate', now()
    from generate_series(1, ${sql.lit(organizations)}) as n`.execute(trx)
  await sql`insert into organization_identifiers (organization_id, scheme, value)
    select ${idOf('019a0001', 'n')}, 'fr:siret', lpad((90000000000000 + n)::text, 14, '0')
    from generate_series(1, ${sql.lit(organizations)}) as n`.execute(trx)
  await sql`insert into applications (id, organization_id, name, sandbox_client_id, production_client_id, created_at)
    select ${idOf('019a0002', 'n')}, ${ownerOf(subjects)}, 'Application ' || n, 'sandbox-' || n, 'production-' || n, now()
    from generate_series(1, ${sql.lit(count)}) as n`.execute(trx)
  await sql`insert into credentials (id, application_id, environment, kind, label, secret_hash, hint, created_at)
    select ${idOf('019a0003', 'n')}, ${idOf('019a0002', 'n')}, 'sandbox', 'client_secret', 'essai', 'hash-' || n, 'abcd', now()
    from generate_series(1, ${sql.lit(count)}) as n`.execute(trx)
  await sql`insert into grants (id, environment, application_id, beneficiary_id, api, api_version, scopes, plan,
      legal_contexts, default_context, valid_from, valid_until)
    select gen_random_uuid(), 'sandbox', ${idOf('019a0002', 'n')}, null, g.api, g.api_version, g.scopes, g.plan,
      g.legal_contexts, g.default_context, g.valid_from, g.valid_until
    from generate_series(1, ${sql.lit(count)}) as n, grants g
    where g.application_id = ${subjects.application} and g.environment = 'sandbox'`.execute(trx)
}

async function fillRequests(tx: Transaction, subjects: ConsoleSubjects, sizes: Sizes): Promise<void> {
  const trx = inside(tx)
  const application = idOf('019a0002', `1 + n % ${sizes.applications}`)
  // Copies are older than what the demonstration made: newest first, they come after it.
  await sql`insert into access_requests (id, reference, organization_id, application_id, beneficiary_id, use_case, state,
      content, content_hash, authors, submitted_at, created_at)
    select ${idOf('019a0004', 'n')}, 'B' || n, ${ownerOf(subjects)}, ${application}, ${ownerOf(subjects)}, r.use_case,
      case when n % 1000 = 0 then 'submitted' when n % 7 = 0 then 'refused' else 'approved' end,
      r.content, r.content_hash, r.authors, now() - interval '3 days', now() - interval '4 days'
    from generate_series(1, ${sql.lit(sizes.requests)}) as n, access_requests r where r.id = ${subjects.request}`.execute(
    trx,
  )
  await sql`insert into decisions (id, access_request_id, organization_id, power, state, scopes, decided_by, decided_at, due_at)
    select gen_random_uuid(), ${idOf('019a0004', 'n')}, d.organization_id, d.power,
      case when n % 1000 = 0 then 'pending' when n % 7 = 0 then 'refused' else 'approved' end,
      d.scopes, d.decided_by, d.decided_at, now() + interval '10 days'
    from generate_series(1, ${sql.lit(sizes.requests)}) as n, decisions d where d.access_request_id = ${subjects.request}`.execute(
    trx,
  )
  await sql`insert into authorizations (id, reference, access_request_id, beneficiary_id, application_id, content,
      content_hash, opened, decision_table_version, state, valid_from, valid_until)
    select ${idOf('019a0005', 'n')}, 'Z' || n, ${idOf('019a0004', 'n')}, ${ownerOf(subjects)}, ${idOf('019a0002', 'n')},
      z.content, z.content_hash, z.opened, z.decision_table_version, 'active', z.valid_from, z.valid_until
    from generate_series(1, ${sql.lit(sizes.applications)}) as n, authorizations z
    where z.id = ${subjects.authorization} and n % 7 <> 0 and n % 1000 <> 0`.execute(trx)
  await sql`insert into grants (id, environment, application_id, beneficiary_id, api, api_version, scopes, plan,
      legal_contexts, default_context, valid_from, valid_until, authorization_id)
    select gen_random_uuid(), 'production', z.application_id, z.beneficiary_id, g.api, g.api_version, g.scopes, g.plan,
      g.legal_contexts, g.default_context, g.valid_from, g.valid_until, z.id
    from authorizations z, grants g where z.reference like 'Z%'
      and g.authorization_id = ${subjects.authorization} and g.delegation_id is null`.execute(trx)
  await sql`insert into events (id, at, type, actor_kind, actor_id, organization_id, subject_type, subject_id, data, audit_seq)
    select ${idOf('019a0006', 'n')}, now() - n * interval '1 minute', e.type, e.actor_kind, e.actor_id, ${ownerOf(subjects)},
      e.subject_type, ${idOf('019a0004', 'n')}::text, e.data, -n
    from generate_series(1, ${sql.lit(sizes.requests)}) as n, lateral (select * from events
      where subject_type = 'access_request' and type = 'access_request.submitted' order by id limit 1) e`.execute(trx)
}

async function fillLog(tx: Transaction, subjects: ConsoleSubjects, sizes: Sizes): Promise<void> {
  const { application, authorization, organization } = subjects
  const draft = { application_id: application, organization_id: organization, authorization_id: authorization }
  const place = { gateway: 'bench', chain: randomUUID(), seq: 1, previous: noHead }
  const line = chainLine(place, exchangeDraft({ ...draft, beneficiary_id: organization }))
  // One call in five is the measured application's.
  const caller = sql`case when n % 5 = 0 then ${application}::uuid
    else ${idOf('019a0002', `1 + n % ${sizes.applications}`)} end`
  const owner = sql`case when n % 5 = 0 then ${organization}::uuid else ${ownerOf(subjects)} end`
  await sql`insert into exchanges (gateway, chain, seq, line, at, environment, request_id, application_id, organization_id,
      beneficiary_id, authorization_id, api, api_version, operation, status, refusal_stage, duration_ms, is_test_person)
    select 'bench', 'chain', n, ${line}, now() - n::double precision / ${sql.lit(sizes.requests)} * ${sql.lit(days)} * interval '1 day',
      case when n % 2 = 0 then 'production' else 'sandbox' end, 'bench-' || n, ${caller}, ${owner}, ${owner},
      case when n % 5 = 0 then ${authorization}::uuid end, a.api, a.version, 'operation',
      case when n % 50 = 0 then 503 when n % 20 = 0 then 403 else 200 end, 'none', 5 + n % 40, false
    from generate_series(1, ${sql.lit(sizes.requests)}) as n
      join (select api, version, row_number() over (order by api, version) - 1 as rank, count(*) over () as total from apis) a
        on a.rank = n * 11 % a.total`.execute(inside(tx))
}
