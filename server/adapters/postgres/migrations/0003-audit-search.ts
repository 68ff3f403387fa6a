import { type Kysely, sql } from 'kysely'

/** What auditors search by, newest first. Without them one authorization's day costs a scan of every record. */
const statements: readonly string[] = [
  'create index exchanges_authorization on exchanges (authorization_id, at desc) where authorization_id is not null',
  'create index exchanges_at on exchanges (at desc)',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
