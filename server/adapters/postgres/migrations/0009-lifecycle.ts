import { type Kysely, sql } from 'kysely'

/** The life of a right: reminders said once, yearly certification, data scopes that nobody uses. */
const statements: readonly string[] = [
  `create table lifecycle_reminders (
    subject_id uuid not null, kind text not null, days integer not null, said_at timestamptz not null,
    primary key (subject_id, kind, days))`,
  `create table recertifications (
    id uuid primary key, authorization_id uuid not null references authorizations,
    state text not null default 'open' check (state in ('open', 'escalated', 'lapsed', 'confirmed', 'ended')),
    opened_at timestamptz not null, due_at timestamptz not null, lapses_at timestamptz not null,
    confirmed_by uuid references accounts, confirmed_at timestamptz, statement text)`,
  `create unique index recertifications_running on recertifications (authorization_id)
    where state in ('open', 'escalated', 'lapsed')`,
  'create index recertifications_authorization on recertifications (authorization_id, confirmed_at)',
  `create table scope_proposals (
    authorization_id uuid not null references authorizations, api text not null, api_version text not null,
    scope text not null, last_used_on date, proposed_at timestamptz not null,
    kept_until timestamptz, kept_by uuid references accounts, kept_reason text,
    primary key (authorization_id, api, api_version, scope))`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
