import { type Kysely, sql } from 'kysely'

/** Service levels: signs of life by minute, answers by day, declared maintenance, and what is published each month. */
const statements: readonly string[] = [
  `create table service_slots (
    target text not null, slot timestamptz not null,
    up integer not null default 0, down integer not null default 0,
    answered integer not null default 0, failed integer not null default 0,
    primary key (target, slot))`,
  'create index service_slots_slot on service_slots (slot)',
  `create table service_answers (
    day date not null, time_class text not null, api text not null, api_version text not null,
    bucket integer not null, answers bigint not null,
    primary key (day, time_class, api, api_version, bucket))`,
  `create table scope_uses (
    authorization_id uuid not null, api text not null, api_version text not null, scope text not null,
    last_used_on date not null,
    primary key (authorization_id, api, api_version, scope))`,
  `create table maintenance_windows (
    id uuid primary key, target text not null, organization_id uuid not null references organizations,
    starts_at timestamptz not null, ends_at timestamptz not null, reason text not null,
    declared_at timestamptz not null, cancelled_at timestamptz)`,
  'create index maintenance_windows_end on maintenance_windows (ends_at)',
  `create table publications (
    kind text not null check (kind in ('register', 'service-levels')), month text not null,
    json text not null, csv text not null, json_sha256 text not null, csv_sha256 text not null,
    published_at timestamptz not null,
    primary key (kind, month))`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
