import { type Kysely, sql } from 'kysely'

/** Moving a delegation from one application to another, and links by which an editor's request reaches authorities. */
const statements: readonly string[] = [
  'alter table delegations add column replaces uuid references delegations',
  `create table request_invitations (
    id uuid primary key, template_id uuid not null references access_requests on delete cascade,
    label text not null, token_hash text not null unique,
    state text not null default 'open' check (state in ('open', 'accepted', 'withdrawn')),
    expires_at timestamptz not null, invited_by uuid not null references accounts,
    accepted_by uuid references accounts, access_request_id uuid references access_requests,
    created_at timestamptz not null)`,
  'create index request_invitations_template on request_invitations (template_id, id)',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
