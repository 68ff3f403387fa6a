import { randomBytes } from 'node:crypto'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Database, openDatabase } from '#adapters/postgres/open-database.ts'
import { pgliteTemplate } from './pglite-template.ts'
import { testPostgresUrl } from './test-postgres.ts'

export type TestMachine = 'pglite' | 'postgres'

/** Both machines that a store's contract must hold on. */
export const testMachines: readonly TestMachine[] = ['pglite', 'postgres']

async function openPglite(): Promise<Database> {
  const directory = await mkdtemp(join(tmpdir(), 'octroi-pglite-'))
  const dataDir = join(directory, 'data')
  await cp(await pgliteTemplate(), dataDir, { recursive: true })
  const database = await openDatabase({ kind: 'pglite', dataDir, waitMs: 2_000 })
  return {
    ...database,
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

async function openPostgres(): Promise<Database> {
  const schema = `test_${randomBytes(6).toString('hex')}`
  const database = await openDatabase({ kind: 'postgres', url: await testPostgresUrl(), schema, poolSize: 5 })
  await database.migrate()
  return database
}

/**
 * A fresh, migrated database: a copy of a template on `pglite` (one connection; a wait of more than
 * 2 s for it is an error), a new schema of one server per test process on `postgres`.
 */
export async function openTestDatabase(machine: TestMachine): Promise<Database> {
  return machine === 'pglite' ? openPglite() : openPostgres()
}
