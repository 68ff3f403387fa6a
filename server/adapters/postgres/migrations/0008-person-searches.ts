import { type Kysely, sql } from 'kysely'

/** Searches of the audit log by person: who asked, why, who agreed. Pseudonyms, never the identity they are of. */
const statements: readonly string[] = [
  `create table person_searches (
    id uuid primary key, requested_by uuid not null references accounts, reason text not null,
    pseudonyms jsonb not null, from_at timestamptz not null, until_at timestamptz not null,
    state text not null default 'requested' check (state in ('requested', 'approved', 'refused')),
    decided_by uuid references accounts, decided_at timestamptz,
    requested_at timestamptz not null, readable_until timestamptz)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
