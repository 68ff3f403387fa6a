import { Kysely, PGliteAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import type { Tables } from '../tables.ts'
import { PgliteDriver } from './pglite-driver.ts'
import { startPgliteThread } from './pglite-thread.ts'

export interface PgliteConfig {
  readonly kind: 'pglite'
  /** Directory of the database, or null for one that lives in memory. */
  readonly dataDir: string | null
  /** Longest wait for the one connection, in milliseconds. */
  readonly waitMs?: number
}

/** Kysely's own queue for a single connection waits for ever; ours, in the driver, ends. */
class QueuedPgliteAdapter extends PGliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true
  }
}

/** PGlite in our own worker thread behind Kysely's PostgreSQL compiler. */
export function connectPglite(config: PgliteConfig): Kysely<Tables> {
  const driver = new PgliteDriver(() => startPgliteThread(config.dataDir), config.waitMs ?? 10_000)
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => new QueuedPgliteAdapter(),
      createDriver: () => driver,
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
}
