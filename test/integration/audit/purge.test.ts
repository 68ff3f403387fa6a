import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { createEventStore } from '#adapters/postgres/event-store.ts'
import { removeAuditShard } from '#adapters/postgres/remove-audit-shard.ts'
import { createSystemRandom } from '#adapters/system/system-random.ts'
import { publicHalf, signStatement } from '#core/audit/checkpoint-key.ts'
import { purgeShards } from '#core/audit/purge-shards.ts'
import { proveCheckpoints } from '#core/audit/verification/prove-checkpoints.ts'
import { verifyLog } from '#core/audit/verification/verify-log.ts'
import { openAuditWorld } from '#support/audit-world.ts'

test('a month past its retention is purged whole when it is witnessed, and what is left still verifies', async () => {
  await using world = await openAuditWorld('pglite', '2026-03-31T23:30:00Z')
  const { unitOfWork, reader, clock, key } = world
  const witness = generateKeyPairSync('ed25519').privateKey
  const witnesses = [publicHalf(witness)]
  const retention = { months: 12, reason: null }
  const events = createEventStore(clock, createSystemRandom(clock))
  const deps = { unitOfWork, reader, removeShard: removeAuditShard, events, key, clock, witnesses, retention }
  const chain = world.openChain()
  await world.act()
  await world.ship(chain, 5)
  await world.checkpoint()
  clock.advance(40 * 86_400_000)
  await world.ship(chain, 4)
  await world.act()
  await world.checkpoint()
  clock.advance(300 * 86_400_000)
  assert.deepEqual(await purgeShards(deps), [], 'not old enough')
  clock.advance(60 * 86_400_000)
  await world.checkpoint()
  assert.deepEqual(await purgeShards(deps), [], 'no witness has seen its end')

  await unitOfWork.transaction(async (tx) => {
    const last = await reader.latestCheckpoint(tx)
    assert.ok(last)
    const signature = signStatement(witness, 'cosignature', last.body)
    await reader.cosign(tx, last.number, witnesses[0]!, signature, new Date(clock.now()).toISOString())
  })
  assert.deepEqual(await purgeShards(deps), ['2026-03'])
  assert.deepEqual(await purgeShards(deps), [])
  await world.checkpoint()

  const all = await unitOfWork.read((tx) => reader.checkpoints(tx, 0, 1_000))
  const checkpoints = proveCheckpoints(key.publicKey, all)
  const verify = () => verifyLog({ unitOfWork, reader, publicKey: key.publicKey, checkpoints })
  const { findings, leaves } = await verify()
  assert.deepEqual(findings, [])
  assert.equal(leaves, 6, 'five of May, and the act of the purge')
  const [{ size, state } = {}] = await unitOfWork.read((tx) => reader.shards(tx))
  assert.deepEqual([size, state], [6, 'purged'])

  await world.tamper(`update audit_shards set purge_statement = replace(purge_statement, '12', '13')
    where shard = '2026-03'`)
  assert.deepEqual(
    (await verify()).findings.map(({ kind }) => kind),
    ['forged'],
  )
})
