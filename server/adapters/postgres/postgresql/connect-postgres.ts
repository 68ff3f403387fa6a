import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { columnParsers } from '../column-parsers.ts'
import type { Tables } from '../tables.ts'

export interface PostgresConfig {
  readonly kind: 'postgres'
  readonly url: string
  /** Schema of every table; set for each transaction, so that it works behind PgBouncer in transaction mode. */
  readonly schema?: string
  readonly poolSize?: number
  /** Told about connections that break while idle; the pool replaces them. */
  readonly onIdleError?: (error: Error) => void
}

/** A pool of PostgreSQL connections. No session state: no LISTEN, no session locks, no named statements. */
export function connectPostgres(config: PostgresConfig): Kysely<Tables> {
  const parsers = columnParsers()
  const pool = new pg.Pool({
    connectionString: config.url,
    max: config.poolSize ?? 10,
    connectionTimeoutMillis: 5_000,
    query_timeout: 20_000,
    idleTimeoutMillis: 30_000,
    allowExitOnIdle: true,
    application_name: 'octroi',
    types: {
      getTypeParser: ((oid: number, format: 'text' | 'binary') =>
        (format === 'text' ? parsers[oid] : undefined) ??
        pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
    },
  })
  pool.on('error', (error) => config.onIdleError?.(error))
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
}
