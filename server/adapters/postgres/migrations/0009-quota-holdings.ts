import { type Kysely, sql } from 'kysely'

const key = `environment text not null, application_id uuid not null, beneficiary_id text not null, api text not null,
    limit_name text not null, period_id text not null`
const keyColumns = 'environment, application_id, beneficiary_id, api, limit_name, period_id'

/** What each gateway holds unspent of a quota, what was recalled, and which marks of a quota were told. */
const statements: readonly string[] = [
  `create table quota_holdings (
    ${key}, period_ends_at timestamptz not null, node_id text not null, held bigint not null,
    primary key (${keyColumns}, node_id))`,
  `create table lease_recalls (
    ${key}, period text not null, period_ends_at timestamptz not null, asked_at timestamptz not null,
    primary key (${keyColumns}))`,
  'create index lease_recalls_asked on lease_recalls (asked_at)',
  `create table quota_alerts (
    ${key}, period_ends_at timestamptz not null, threshold integer not null, quota_limit bigint not null,
    reached_at timestamptz not null,
    primary key (${keyColumns}, threshold))`,
  'create index quota_alerts_application on quota_alerts (application_id, period_ends_at)',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
