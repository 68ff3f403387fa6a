import { type Kysely, sql } from 'kysely'

/** The kind of credential with which an application lets a person log in: its redirect addresses, and its client id there. */
const statements: readonly string[] = [
  'alter table credentials add column france_connect jsonb',
  // Which kinds there are is what the specification of the management API says; a list here would be a second one.
  'alter table credentials drop constraint if exists credentials_kind_check',
  `create unique index credentials_france_connect on credentials ((france_connect ->> 'client_id'))
    where environment = 'production' and revoked_at is null and france_connect is not null`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
