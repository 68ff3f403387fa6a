import { type Kysely, sql } from 'kysely'

/** Logins of the people whose data are asked for, and what they report as wrong. Keyed hashes, never an identity. */
const statements: readonly string[] = [
  `create table person_sessions (
    id uuid primary key, token_hash text unique, person_key text not null, pseudonyms jsonb not null,
    is_resolved boolean not null, is_protected boolean not null,
    opened_at timestamptz not null, expires_at timestamptz not null)`,
  'create index person_sessions_person on person_sessions (person_key, opened_at desc)',
  'create index person_sessions_expires on person_sessions (expires_at) where token_hash is not null',

  'create sequence error_report_numbers',
  `create table error_reports (
    id uuid primary key, reference text not null unique, person_key text not null, pseudonyms jsonb not null,
    api text not null, api_version text not null, provider_organization_id uuid not null references organizations,
    request_id text not null, seen_at timestamptz not null, field text not null, kind text not null,
    statement text not null, state text not null, acknowledge_by timestamptz not null, answer_by timestamptz not null,
    answered_at timestamptz, contests integer not null, told jsonb, late_at timestamptz,
    created_at timestamptz not null)`,
  'create index error_reports_person on error_reports (person_key, created_at)',
  'create index error_reports_provider on error_reports (provider_organization_id, state, id)',
  `create index error_reports_running on error_reports (answer_by) where state <> 'closed'`,
  `create table error_report_steps (
    report_id uuid not null references error_reports on delete cascade, position integer not null,
    state text not null, by text not null, account_id uuid, at timestamptz not null, text text,
    primary key (report_id, position))`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
