import { type Kysely, sql } from 'kysely'
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration'
import * as initial from './migrations/0001-initial.ts'
import * as audit from './migrations/0002-audit.ts'
import * as auditSearch from './migrations/0003-audit-search.ts'
import * as franceConnect from './migrations/0004-france-connect.ts'
import * as subjects from './migrations/0005-subjects.ts'
import * as boundTokens from './migrations/0006-bound-tokens.ts'
import * as serviceLevels from './migrations/0007-service-levels.ts'
import * as personSearches from './migrations/0008-person-searches.ts'
import * as lifecycle from './migrations/0009-lifecycle.ts'
import * as quotaHoldings from './migrations/0009-quota-holdings.ts'
import * as upstreamTargets from './migrations/0010-upstream-targets.ts'
import * as notifications from './migrations/0011-notifications.ts'
import * as developerSpace from './migrations/0012-developer-space.ts'
import * as dossiers from './migrations/0013-dossiers.ts'
import * as persons from './migrations/0014-persons.ts'
import * as incidents from './migrations/0015-incidents.ts'
import * as editors from './migrations/0016-editors.ts'
import * as consolePages from './migrations/0017-console-pages.ts'
import type { Tables } from './tables.ts'

/** Every migration, in order. Names are for ever. */
const migrations: Readonly<Record<string, Migration>> = {
  '0001-initial': initial,
  '0002-audit': audit,
  '0003-audit-search': auditSearch,
  '0004-france-connect': franceConnect,
  '0005-subjects': subjects,
  '0006-bound-tokens': boundTokens,
  '0007-service-levels': serviceLevels,
  '0008-person-searches': personSearches,
  '0009-quota-holdings': quotaHoldings,
  '0009-lifecycle': lifecycle,
  '0010-upstream-targets': upstreamTargets,
  '0011-notifications': notifications,
  '0014-persons': persons,
  '0013-dossiers': dossiers,
  '0016-editors': editors,
  '0012-developer-space': developerSpace,
  '0015-incidents': incidents,
  '0017-console-pages': consolePages,
}

function inSchema(migration: Migration, schema: string | null): Migration {
  return {
    async up(db) {
      if (schema !== null) await sql`set local search_path to ${sql.id(schema)}`.execute(db)
      await migration.up(db)
    },
  }
}

function createMigrator(db: Kysely<Tables>, schema: string | null): Migrator {
  const provider: MigrationProvider = {
    getMigrations: async () =>
      Object.fromEntries(Object.entries(migrations).map(([name, migration]) => [name, inSchema(migration, schema)])),
  }
  return new Migrator({ db, provider, ...(schema === null ? {} : { migrationTableSchema: schema }) })
}

/** Brings the store to this release's tables, under a role that may create them. Safe to run from several places at once. */
export async function migrate(db: Kysely<Tables>, schema: string | null): Promise<void> {
  if (schema !== null) await sql`create schema if not exists ${sql.id(schema)}`.execute(db)
  const { error } = await createMigrator(db, schema).migrateToLatest()
  if (error !== undefined) throw error
}

/** Names of the migrations that the store lacks; empty when it is ready for this release. */
export async function pendingMigrations(db: Kysely<Tables>, schema: string | null): Promise<string[]> {
  const known = await createMigrator(db, schema).getMigrations()
  return known.filter((migration) => migration.executedAt === undefined).map((migration) => migration.name)
}
