import { type Kysely, sql } from 'kysely'

/** What people want to be told, and the messages that wait to be sent. Notifications themselves are events, read again. */
const statements: readonly string[] = [
  `create table notification_settings (
    account_id uuid primary key references accounts on delete cascade,
    email boolean not null default true, muted_topics text[] not null default '{}', read_until uuid)`,
  `create table mail_head (singleton boolean primary key default true check (singleton), event_id uuid)`,
  'insert into mail_head default values',
  `create table mails (
    id uuid primary key, event_id uuid not null, account_id uuid not null references accounts on delete cascade,
    address text not null, language text not null, subject text not null, body text not null,
    state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed')),
    attempts integer not null default 0, next_attempt_at timestamptz not null,
    created_at timestamptz not null, sent_at timestamptz,
    unique (event_id, account_id))`,
  `create index mails_waiting on mails (next_attempt_at) where state = 'waiting'`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
