import { type Kysely, sql } from 'kysely'

/** Whether the tokens of an application must be bound to a key or a certificate. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('alter table applications add column requires_bound_tokens boolean not null default false').execute(db)
}
