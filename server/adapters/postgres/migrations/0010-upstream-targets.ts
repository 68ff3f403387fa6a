import { type Kysely, sql } from 'kysely'

/** Roots of a provider that share the calls of an API by weight; none means `upstream_url` alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw("alter table apis add column upstream_targets jsonb not null default '[]'::jsonb").execute(db)
}
