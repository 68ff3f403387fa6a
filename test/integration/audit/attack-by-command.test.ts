import assert from 'node:assert/strict'
import { cp, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { sql } from 'kysely'
import { openDatabase } from '#adapters/postgres/open-database.ts'
import { inside } from '#adapters/postgres/unit-of-work.ts'
import { openAuditWorld } from '#support/audit-world.ts'
import { temporaryDirectory } from '#support/control-world.ts'
import { pgliteTemplate } from '#support/pglite-template.ts'
import { runProgram } from '#support/run-program.ts'

const main = join(import.meta.dirname, '../../../server/main.ts')

/** Somebody who can write to the database and the files of control, and not to the witness's. R9, by the command. */
const attacks = {
  alter: [`update exchanges set line = replace(line, '"status":200', '"status":403'), status = 403 where seq = 7`],
  drop: ['delete from exchanges where seq = 9'],
  insert: [
    `insert into exchanges (gateway, chain, seq, line, at, environment, request_id, status, refusal_stage, duration_ms,
      is_test_person) select gateway, chain, 41, line, at, environment, request_id, status, refusal_stage, duration_ms,
      is_test_person from exchanges where seq = 40`,
    'update exchange_chains set next_seq = 42, sequenced_seq = 41',
    'update audit_runs set count = count + 1 where first_seq = 1',
  ],
} as const

test('octroi audit verify finds whatever was altered, dropped or inserted behind the witness', async () => {
  await using dir = await temporaryDirectory()
  const whole = join(dir.path, 'whole')
  await mkdir(whole, { mode: 0o700 })
  await cp(await pgliteTemplate(), join(whole, 'database'), { recursive: true })
  const checkpoints = join(dir.path, 'checkpoints.jsonl')
  let key = ''
  {
    const database = await openDatabase({ kind: 'pglite', dataDir: join(whole, 'database') })
    await using world = await openAuditWorld('pglite', undefined, database)
    const chain = world.openChain()
    await world.ship(chain, 40)
    await world.checkpoint()
    const signed = await world.unitOfWork.read((tx) => world.reader.checkpoints(tx, 0, 100))
    await writeFile(
      checkpoints,
      signed.map(({ body, signature }) => `${JSON.stringify({ body, signature })}\n`).join(''),
    )
    key = world.key.publicKey
  }
  const verify = (dataDir: string) =>
    runProgram(process.execPath, [main, 'audit', 'verify', '--checkpoints', checkpoints, '--key', key], {
      OCTROI_DATA_DIR: dataDir,
    })

  assert.match(await verify(whole), /^40 records, \d+ checkpoints, 0 not under one/m)
  for (const [name, statements] of Object.entries(attacks)) {
    const dataDir = join(dir.path, name)
    await cp(whole, dataDir, { recursive: true })
    const database = await openDatabase({ kind: 'pglite', dataDir: join(dataDir, 'database') })
    await database.unitOfWork.transaction(async (tx) => {
      for (const statement of statements) await sql.raw(statement).execute(inside(tx))
    })
    await database[Symbol.asyncDispose]()
    await assert.rejects(verify(dataDir), /(ALTERED|MISSING|INSERTED): [\s\S]*The audit log differs/, name)
  }
})
