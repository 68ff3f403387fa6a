import { type Kysely, sql } from 'kysely'

/** Links to one line of a request log, and where the events of an organization are sent. Secrets of webhooks are derived. */
const statements: readonly string[] = [
  'create index exchanges_request on exchanges (request_id)',
  `create table exchange_shares (
    id uuid primary key, application_id uuid not null references applications on delete cascade,
    request_id text not null, created_by uuid, created_at timestamptz not null, expires_at timestamptz not null)`,
  `create table webhooks (
    id uuid primary key, organization_id uuid not null references organizations on delete cascade,
    url text not null, topics text[] not null, secret_generation integer not null default 1,
    previous_until timestamptz, created_at timestamptz not null)`,
  'create index webhooks_organization on webhooks (organization_id, id)',
  `create table webhook_deliveries (
    id uuid primary key, webhook_id uuid not null references webhooks on delete cascade, event_id uuid,
    type text not null, body text not null,
    state text not null default 'waiting' check (state in ('waiting', 'delivered', 'given_up')),
    tries integer not null default 0, attempts jsonb not null default '[]',
    next_attempt_at timestamptz not null, created_at timestamptz not null, unique (webhook_id, event_id))`,
  `create index webhook_deliveries_waiting on webhook_deliveries (next_attempt_at) where state = 'waiting'`,
  'create table webhook_head (singleton boolean primary key default true check (singleton), event_id uuid)',
  'insert into webhook_head default values',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
