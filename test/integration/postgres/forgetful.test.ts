import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDatabase } from '#adapters/postgres/open-database.ts'
import type { Config } from '#config/config.ts'
import { testPostgresUrl } from '#support/test-postgres.ts'
import { openControlStore } from '../../../server/platform/open-control-store.ts'

/** R7: a server that acknowledges before it has written is refused in production. */
test('control refuses a PostgreSQL server that forgets what it acknowledged, and names the setting', async () => {
  const whole = await testPostgresUrl()
  const url = `${whole}${whole.includes('?') ? '&' : '?'}options=-c%20synchronous_commit%3Doff`
  const open = (address: string, profile: Config['profile']) =>
    openControlStore({ profile, database: { engine: 'postgres', url: address, schema: null } } as unknown as Config)
  const already = await openDatabase({ kind: 'postgres', url: whole })
  const found = await already.forgetfulSettings()
  await already[Symbol.asyncDispose]()
  await assert.rejects(open(url, 'production'), /synchronous_commit.* off; turn it on/)
  await (await open(url, 'demo'))[Symbol.asyncDispose]()
  if (found.length === 0) await (await open(whole, 'production'))[Symbol.asyncDispose]()
  else await assert.rejects(open(whole, 'production'), new RegExp(found.join(' and ')))
})
