import { type Kysely, sql } from 'kysely'
import type { UnitOfWork } from '#core/ports/unit-of-work.ts'
import { migrate, pendingMigrations } from './migrate.ts'
import { connectPglite, type PgliteConfig } from './pglite/connect-pglite.ts'
import { connectPostgres, type PostgresConfig } from './postgresql/connect-postgres.ts'
import type { Tables } from './tables.ts'
import { createUnitOfWork } from './unit-of-work.ts'

export type DatabaseConfig = PgliteConfig | PostgresConfig

/** An open store. Disposing it closes the connections; the embedded one writes itself out first. */
export interface Database extends AsyncDisposable {
  readonly unitOfWork: UnitOfWork
  /** Creates or updates the tables. Needs a role that owns the schema. */
  migrate(): Promise<void>
  /** Names of missing migrations; rejects when the store cannot be reached. */
  pendingMigrations(): Promise<string[]>
  /** Settings under which the server forgets what it has acknowledged when its power fails; empty when it does not. */
  forgetfulSettings(): Promise<string[]>
}

/** Opens PGlite or PostgreSQL. Nothing is created until `migrate`. */
export async function openDatabase(config: DatabaseConfig): Promise<Database> {
  const db: Kysely<Tables> = config.kind === 'pglite' ? connectPglite(config) : connectPostgres(config)
  const schema = config.kind === 'postgres' ? (config.schema ?? null) : null
  await sql`select 1`.execute(db)
  return {
    unitOfWork: createUnitOfWork(db, schema),
    migrate: () => migrate(db, schema),
    pendingMigrations: () => pendingMigrations(db, schema),
    forgetfulSettings: () => forgetfulSettings(db),
    [Symbol.asyncDispose]: () => db.destroy(),
  }
}

async function forgetfulSettings(db: Kysely<Tables>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from pg_settings
    where setting = 'off' and name in ('fsync', 'synchronous_commit')
    order by name`.execute(db)
  return rows.map(({ name }) => name)
}
