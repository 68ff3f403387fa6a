import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { appendFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { sql } from 'kysely'
import { inside } from '#adapters/postgres/unit-of-work.ts'
import { acceptCosignature } from '#core/audit/accept-cosignature.ts'
import type { SignedCheckpoint } from '#core/audit/checkpoint.ts'
import { publicHalf } from '#core/audit/checkpoint-key.ts'
import { proveConsistency } from '#core/audit/prove-consistency.ts'
import { proveCheckpoints } from '#core/audit/verification/prove-checkpoints.ts'
import { verifyExport } from '#core/audit/verification/verify-export.ts'
import { type LogVerdict, verifyLog } from '#core/audit/verification/verify-log.ts'
import { NotFound } from '#core/errors.ts'
import type { UnitOfWork } from '#core/ports/unit-of-work.ts'
import type { JsonRequest } from '#kit/json-client.ts'
import { type AuditWorld, openAuditWorld } from '#support/audit-world.ts'
import { temporaryDirectory } from '#support/control-world.ts'
import { openCheckpointFile, readCheckpointFile } from '../../../server/witness/checkpoint-file.ts'
import { createWitness } from '../../../server/witness/create-witness.ts'

/** The platform as the witness reaches it: the use cases behind the operations, without HTTP. */
function platformOf(world: AuditWorld, witnesses: readonly string[]) {
  return {
    async send({ path, body }: JsonRequest) {
      const url = new URL(path, 'http://platform')
      const { unitOfWork, reader, clock } = world
      const number = Number(/(\d+)\/cosignatures$/.exec(url.pathname)?.[1])
      return unitOfWork.transaction(async (tx) => {
        try {
          if (number) {
            const { witness, signature } = body as { witness: string; signature: string }
            await acceptCosignature(tx, { reader, witnesses, clock }, { number, witness, signature })
            return { status: 204, body: null }
          }
          if (url.pathname.endsWith('/consistency')) {
            const { shard, from, to } = Object.fromEntries(url.searchParams)
            const path = await proveConsistency(tx, reader, { shard: shard!, from: Number(from), to: Number(to) })
            return { status: 200, body: { path } }
          }
          const { after, page_size } = Object.fromEntries(url.searchParams)
          return { status: 200, body: { items: await reader.checkpoints(tx, Number(after), Number(page_size)) } }
        } catch (error) {
          if (error instanceof NotFound) return { status: 404, body: null }
          throw error
        }
      })
    },
  }
}

async function openWitnessed(dir: string) {
  const world = await openAuditWorld('pglite', '2026-03-31T23:30:00Z')
  const key = generateKeyPairSync('ed25519').privateKey
  const path = join(dir, 'checkpoints.jsonl')
  const client = platformOf(world, [publicHalf(key)])

  async function pull() {
    await using file = await openCheckpointFile(path)
    return await createWitness({ client, publicKey: world.key.publicKey, file, key }).pull()
  }

  async function verify(): Promise<LogVerdict> {
    const { unitOfWork, reader } = world
    const { publicKey } = world.key
    const checkpoints = proveCheckpoints(publicKey, await readCheckpointFile(path))
    return verifyLog({ unitOfWork, reader, publicKey, checkpoints })
  }

  const [one, two] = [world.openChain(), world.openChain('gateway-2')]
  await world.act()
  await world.ship(one, 40)
  await world.ship(two, 10)
  await world.checkpoint()
  await pull()
  world.clock.advance(3_600_000)
  await world.act()
  await world.ship(one, 20)
  const next = world.openChain('gateway-2', two)
  await world.ship(next, 10)
  await world.checkpoint()
  await pull()
  return { world, key, path, pull, verify, one, two, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() }
}

test('a witness stores what is proven over a change of month, signs it, and the log is verified against it', async () => {
  await using dir = await temporaryDirectory()
  await using witnessed = await openWitnessed(dir.path)
  const { world, key, path } = witnessed
  const cosigned = await world.unitOfWork.read((tx) => world.reader.latestCosigned(tx, [publicHalf(key)]))
  const latest = await world.unitOfWork.read((tx) => world.reader.latestCheckpoint(tx))
  assert.equal(cosigned?.number, latest?.number)
  const verdict = await witnessed.verify()
  assert.deepEqual(verdict, { findings: [], leaves: 83, unwitnessed: 0, unshipped: [], unfinished: [] })

  await world.ship(witnessed.one, 5)
  while ((await world.deps.unitOfWork.read((tx) => world.reader.latestCheckpoint(tx)))?.number === latest?.number) {
    await world.checkpoint()
  }
  assert.equal((await witnessed.verify()).unwitnessed, 5)
  await appendFile(path, '{"body":"cut sho')
  assert.ok(await witnessed.pull())
  assert.equal((await witnessed.verify()).unwitnessed, 0)
})

/** What somebody with write access to the database might try. */
const attacks: Readonly<Record<string, readonly string[]>> = {
  'a record altered': [`update exchanges set line = replace(line, '"status":200', '"status":403') where seq = 7`],
  'what searches read altered': [`update exchanges set application_id = gen_random_uuid() where seq = 7`],
  'a person added to what searches read': [
    `update exchanges set subjects = '[{"pseudonym":"x","scheme":"nir","key_epoch":"2026-03","role":"searched"}]' where seq = 7`,
  ],
  'a record dropped': ["delete from exchanges where gateway = 'gateway-1' and seq = 9"],
  'the last records dropped, positions set back': [
    "delete from exchanges where gateway = 'gateway-1' and seq > 55",
    "update exchange_chains set next_seq = 56, sequenced_seq = 55 where gateway = 'gateway-1'",
    "update audit_runs set count = count - 5 where gateway = 'gateway-1' and first_seq = 41",
  ],
  'a record inserted at the end of a chain': [
    `insert into exchanges select gateway, chain, 99, line, at, environment, request_id, application_id,
      organization_id, beneficiary_id, authorization_id, grant_id, credential_id, api, api_version, operation, status,
      refusal_stage, duration_ms, is_test_person from exchanges where gateway = 'gateway-1' and seq = 1`,
  ],
  'a record of a new gateway inserted': [
    `insert into exchanges select 'gateway-9', chain, seq, line, at, environment, request_id, application_id,
      organization_id, beneficiary_id, authorization_id, grant_id, credential_id, api, api_version, operation, status,
      refusal_stage, duration_ms, is_test_person from exchanges where gateway = 'gateway-1' and seq = 1`,
  ],
  'an act altered': [`update events set data = '{}'`],
  'an act dropped': ['delete from events where audit_seq = 1'],
  'an act dropped with its record': ['delete from events where audit_seq = 1', 'delete from audit_acts where seq = 1'],
  'a whole month dropped': [
    "delete from audit_runs where shard = '2026-03'",
    "delete from audit_shards where shard = '2026-03'",
  ],
  'a month called purged': ["update audit_shards set state = 'purged' where shard = '2026-03'"],
}

test('verification finds whatever somebody who can write to the database does', async () => {
  await using dir = await temporaryDirectory()
  await using witnessed = await openWitnessed(dir.path)
  const { world, path } = witnessed
  const { reader } = world
  const { publicKey } = world.key
  const checkpoints = proveCheckpoints(publicKey, await readCheckpointFile(path))
  const undone = new Error('undone')
  for (const [name, statements] of Object.entries(attacks)) {
    const attack = world.unitOfWork.transaction(async (tx) => {
      for (const statement of statements) await sql.raw(statement).execute(inside(tx))
      const unitOfWork: UnitOfWork = { transaction: (work) => work(tx), read: (work) => work(tx) }
      const { findings } = await verifyLog({ unitOfWork, reader, publicKey, checkpoints })
      assert.ok(findings.length > 0, name)
      throw undone
    })
    await assert.rejects(attack, (error) => {
      if (error !== undone) throw error
      return true
    })
  }
  assert.deepEqual((await witnessed.verify()).findings, [])
})

test('a witness refuses another history, also one the real key has signed, and stores nothing of it', async () => {
  await using dir = await temporaryDirectory()
  await using witnessed = await openWitnessed(dir.path)
  const { world, path, pull, one } = witnessed
  const stored = await readFile(path, 'utf8')
  // Everything is rewritten: lines, tiles, positions and checkpoints, by somebody who owns the key as well.
  for (const statement of [
    'delete from audit_cosignatures',
    'delete from audit_checkpoints',
    'delete from audit_tiles',
    'delete from audit_runs',
    'update audit_shards set size = 0',
    `update audit_head set checkpoint_number = 0, checkpoint_at = null, checkpoint_hash = '${'0'.repeat(64)}'`,
    'delete from exchanges',
    'delete from audit_acts',
    'delete from exchange_chains',
  ]) {
    await world.tamper(statement)
  }
  one.lines.length = 0
  await world.ship(one, 90)
  for (let round = 0; round < 8; round += 1) await world.checkpoint()
  await assert.rejects(pull(), { name: 'BrokenCheckpoints' })
  assert.equal(await readFile(path, 'utf8'), stored)
})

test('a witness refuses a checkpoint of another key, and one whose tree was rewritten below it', async () => {
  await using dir = await temporaryDirectory()
  await using witnessed = await openWitnessed(dir.path)
  const { world, pull, path, one } = witnessed
  await world.ship(one, 300)
  await world.tamper(`update audit_tiles set hashes = overlay(hashes placing '\\xff'::bytea from 3) where level = 0`)
  await world.checkpoint()
  await assert.rejects(pull(), { name: 'BrokenCheckpoints' })

  const signed = await readCheckpointFile(path)
  const forged: SignedCheckpoint[] = signed.with(1, {
    ...signed[1]!,
    body: signed[1]!.body.replace('"size":', '"size":1'),
  })
  assert.throws(() => proveCheckpoints(world.key.publicKey, forged), { name: 'BrokenCheckpoints' })
})

test('an exported month is verified without the database', async () => {
  await using dir = await temporaryDirectory()
  await using witnessed = await openWitnessed(dir.path)
  const { world, path } = witnessed
  const { leaves } = await world.unitOfWork.read((tx) => world.reader.leaves(tx, '2026-04', 0))
  const lines = leaves.map(({ line }) => line)
  const checkpoints = proveCheckpoints(world.key.publicKey, await readCheckpointFile(path))
  assert.deepEqual(await verifyExport('2026-04', lines, checkpoints), { findings: [], leaves: 32, unwitnessed: 0 })
  assert.ok((await verifyExport('2026-04', lines.toSpliced(4, 1), checkpoints)).findings.length > 0)
})
