import { type Kysely, sql } from 'kysely'

/** The audit log: which record is which leaf of which shard, the hashes of its trees, checkpoints and who saw them. */
const statements: readonly string[] = [
  `alter table exchange_chains
    add column sequenced_seq bigint not null default 0,
    add column sequenced_head text not null default '',
    add column reported_seq bigint not null default 0,
    add column reported_head text not null default ''`,
  `create index exchange_chains_pending on exchange_chains (gateway, chain) where next_seq > sequenced_seq + 1`,
  `create index exchange_chains_unshipped on exchange_chains (gateway, chain) where reported_seq >= next_seq`,

  'alter table events add column audit_seq bigint',
  'create index events_unsequenced on events (id) where audit_seq is null',
  `create table audit_acts (
    seq bigint primary key, event_id uuid not null unique, line text not null)`,

  `create table audit_shards (
    shard text primary key, size bigint not null default 0,
    state text not null default 'open' check (state in ('open', 'closed', 'purged')),
    opened_at timestamptz not null, closed_at timestamptz, purge_statement text, purge_signature text)`,
  `create table audit_head (
    singleton boolean primary key default true check (singleton),
    shard text references audit_shards, checkpoint_number bigint not null default 0,
    checkpoint_hash text not null default '${'0'.repeat(64)}', checkpoint_at timestamptz)`,
  'insert into audit_head default values',
  `create table audit_tiles (
    shard text not null, level integer not null, index bigint not null, hashes bytea not null,
    primary key (shard, level, index))`,
  `create table audit_runs (
    shard text not null, first_leaf bigint not null, gateway text not null, chain text not null,
    first_seq bigint not null, count bigint not null, primary key (shard, first_leaf))`,
  'create unique index audit_runs_chain on audit_runs (gateway, chain, first_seq)',
  `create table audit_checkpoints (
    number bigint primary key, shard text not null, size bigint not null, at timestamptz not null,
    body text not null, signature text not null)`,
  'create index audit_checkpoints_shard on audit_checkpoints (shard, size)',
  `create table audit_cosignatures (
    number bigint not null references audit_checkpoints, witness text not null, signature text not null,
    at timestamptz not null, primary key (number, witness))`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
