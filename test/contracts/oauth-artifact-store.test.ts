import { after } from 'node:test'
import { createOAuthArtifactStore } from '#adapters/postgres/oauth-artifact-store.ts'
import { openTestDatabase, testMachines } from '#support/open-test-database.ts'
import { testOAuthArtifactStore } from './oauth-artifact-store.contract.ts'

for (const machine of testMachines) {
  let database: ReturnType<typeof openTestDatabase> | undefined
  const open = () => {
    database ??= openTestDatabase(machine)
    return database
  }
  testOAuthArtifactStore(machine, createOAuthArtifactStore(), open)
  after(async () => (await database)?.[Symbol.asyncDispose]())
}
