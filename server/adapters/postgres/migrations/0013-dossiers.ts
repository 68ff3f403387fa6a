import { type Kysely, sql } from 'kysely'

/** What each submission said, remarks about one field, and the documents joined to a request. */
const statements: readonly string[] = [
  `create table access_request_submissions (
    access_request_id uuid not null references access_requests on delete cascade, number integer not null,
    content jsonb not null, content_hash text not null, previous_number integer,
    submitted_by uuid not null references accounts, submitted_at timestamptz not null,
    primary key (access_request_id, number))`,
  `insert into access_request_submissions
    select id, 1, content, content_hash, null, authors[array_length(authors, 1)]::uuid, submitted_at
    from access_requests
    where submitted_at is not null and state not in ('draft', 'changes_requested') and array_length(authors, 1) > 0`,
  `alter table messages add column field text, add column resolved_at timestamptz,
    add column resolved_by uuid references accounts`,
  `create table attachments (
    id uuid primary key, access_request_id uuid not null references access_requests on delete cascade,
    name text not null, media_type text not null, size_bytes integer not null, sha256 text not null,
    content bytea not null, added_by uuid not null references accounts, created_at timestamptz not null)`,
  'create index attachments_request on attachments (access_request_id, id)',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
