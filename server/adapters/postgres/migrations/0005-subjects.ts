import { type Kysely, sql } from 'kysely'

/** Pseudonyms of the people in records, the directory of data subjects, and what abuse is told from. */
const statements: readonly string[] = [
  `alter table exchanges
    add column part text, add column agent_hash text, add column question_hash text,
    add column subjects jsonb, add column signals jsonb`,
  'create index exchanges_subjects on exchanges using gin (subjects jsonb_path_ops) where subjects is not null',

  `create table subject_keys (
    epoch text primary key, salt bytea, created_at timestamptz not null default now())`,

  `create table subject_registrations (
    id uuid primary key, environment text not null check (environment in ('sandbox', 'production')),
    organization_id uuid not null references organizations, api text not null, identity_hash text not null,
    quality text not null, case_hash text, valid_from timestamptz not null, valid_until timestamptz not null,
    notify_changes boolean not null, revoked_at timestamptz, created_at timestamptz not null)`,
  `create index subject_registrations_check
    on subject_registrations (environment, identity_hash, api, organization_id, valid_until)`,
  'create index subject_registrations_organization on subject_registrations (organization_id, id)',
  'create index subject_registrations_api on subject_registrations (api, valid_until)',

  `create table protected_persons (
    id uuid primary key, identity_hash text not null unique, reason text not null, created_by uuid,
    created_at timestamptz not null)`,

  `create table abuse_alerts (
    id uuid primary key, kind text not null, fingerprint text not null unique, environment text not null,
    application_id uuid not null, organization_id uuid, beneficiary_id uuid, api text not null,
    facts jsonb not null, first_at timestamptz not null, last_at timestamptz not null,
    state text not null default 'open' check (state in ('open', 'closed')),
    closed_by uuid, closed_at timestamptz, conclusion text)`,
  'create index abuse_alerts_state on abuse_alerts (state, id)',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
