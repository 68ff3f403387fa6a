import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lineHash } from '#core/audit/chain-line.ts'
import { parseCheckpoint } from '#core/audit/checkpoint.ts'
import { verifyStatement } from '#core/audit/checkpoint-key.ts'
import { proveConsistency } from '#core/audit/prove-consistency.ts'
import { proveInclusion } from '#core/audit/prove-inclusion.ts'
import { formatReceipt, parseReceipt } from '#core/audit/receipt.ts'
import { sequenceRecords } from '#core/audit/sequence-records.ts'
import { createCompactRange } from '#core/audit/tree/compact-range.ts'
import { leafHash } from '#core/audit/tree/merkle-hash.ts'
import { verifyConsistency } from '#core/audit/tree/verify-consistency.ts'
import { verifyInclusion } from '#core/audit/tree/verify-inclusion.ts'
import { type AuditWorld, openAuditWorld } from '#support/audit-world.ts'
import { testMachines } from '#support/open-test-database.ts'

const hex = (text: string) => Buffer.from(text, 'hex')

async function checkpointsOf(world: AuditWorld) {
  const kept = await world.unitOfWork.read((tx) => world.reader.checkpoints(tx, 0, 1_000))
  return kept.map(({ body, signature }) => {
    assert.ok(verifyStatement(world.key.publicKey, 'checkpoint', body, signature))
    const checkpoint = parseCheckpoint(body)
    assert.ok(checkpoint)
    return { ...checkpoint, body }
  })
}

for (const machine of testMachines) {
  test(`records and acts become leaves, each once, and every receipt can be proven (${machine})`, async () => {
    await using world = await openAuditWorld(machine)
    const [one, two] = [world.openChain(), world.openChain('gateway-2')]
    await world.act()
    await world.ship(one, 300)
    await world.ship(two, 5)
    await world.checkpoint()
    await world.act()
    await world.ship(one, 7)
    await world.checkpoint()

    const checkpoints = await checkpointsOf(world)
    const [older, newest] = checkpoints.slice(-2)
    assert.ok(older && newest)
    assert.deepEqual([older.size, newest.size], [306, 314])
    assert.deepEqual(newest.chains.map(({ gateway, seq }) => [gateway, seq]).sort(), [
      ['control', 2],
      ['gateway-1', 307],
      ['gateway-2', 5],
    ])
    assert.deepEqual(newest.unshipped, [])
    for (const [index, checkpoint] of checkpoints.slice(1).entries()) {
      assert.equal(checkpoint.previous, lineHash(checkpoints[index]!.body))
    }

    await world.unitOfWork.read(async (tx) => {
      const { leaves } = await world.reader.leaves(tx, '2026-03', 0)
      const edge = createCompactRange()
      for (const { line } of leaves) edge.append(leafHash(line))
      assert.equal(edge.root().toString('hex'), newest.root)
      for (const receipt of [one.receipt(1), one.receipt(256), one.receipt(307), two.receipt(5)]) {
        const { record, proof, leaf_hash } = await proveInclusion(tx, world.reader, parseReceipt(receipt))
        assert.ok(proof)
        assert.equal(leaf_hash, leafHash(record).toString('hex'))
        const { index, path } = proof
        assert.ok(
          verifyInclusion({
            index,
            size: newest.size,
            leaf: leafHash(record),
            path: path.map(hex),
            root: hex(newest.root),
          }),
        )
      }
      const path = await proveConsistency(tx, world.reader, { shard: '2026-03', from: 306, to: 314 })
      const [fromRoot, toRoot] = [hex(older.root), hex(newest.root)]
      assert.ok(verifyConsistency({ from: 306, fromRoot, to: 314, toRoot, path: path.map(hex) }))
    })
  })
}

test('a receipt whose record is not in the log is not found', async () => {
  await using world = await openAuditWorld()
  const chain = world.openChain()
  await world.ship(chain, 2)
  const forged = formatReceipt({ ...parseReceipt(chain.receipt(1)), hash: 'a'.repeat(64) })
  for (const receipt of [forged, chain.receipt(1).replace('.1.', '.9.')]) {
    const prove = world.unitOfWork.read((tx) => proveInclusion(tx, world.reader, parseReceipt(receipt)))
    await assert.rejects(prove, { problem: 'not-found' })
  }
  const pending = await world.unitOfWork.read((tx) => proveInclusion(tx, world.reader, parseReceipt(chain.receipt(1))))
  assert.equal(pending.proof, null)
})

test('a new month opens a new shard after a final checkpoint, and a clock set back opens none', async () => {
  await using world = await openAuditWorld('pglite', '2026-03-31T23:58:30Z')
  const chain = world.openChain()
  await world.ship(chain, 3)
  await world.checkpoint()
  await world.ship(chain, 2)
  world.clock.advance(120_000)
  await world.checkpoint()
  world.clock.advance(-600_000)
  await world.ship(chain, 1)
  await sequenceRecords(world.deps)

  const checkpoints = await checkpointsOf(world)
  const finals = checkpoints.filter((each) => each.is_final)
  assert.deepEqual(
    finals.map(({ shard, size }) => [shard, size]),
    [['2026-03', 3]],
  )
  const shards = await world.unitOfWork.read((tx) => world.reader.shards(tx))
  assert.deepEqual(
    shards.map(({ shard, size, state }) => [shard, size, state]),
    [
      ['2026-03', 3, 'closed'],
      ['2026-04', 3, 'open'],
    ],
  )
})

test('checkpoints are at most a minute apart also when nothing happens, and name what was never shipped', async () => {
  await using world = await openAuditWorld()
  const chain = world.openChain()
  await world.ship(chain, 4)
  const last = { gateway: chain.gateway, chain: chain.chain, seq: 9, head: 'b'.repeat(64) }
  await world.unitOfWork.transaction((tx) => world.deps.log.reportHead(tx, last))
  await world.unitOfWork.transaction((tx) => world.deps.log.reportHead(tx, { ...last, seq: 7 }))
  for (let second = 0; second < 200; second += 10) {
    await sequenceRecords(world.deps)
    world.clock.advance(10_000)
  }
  const checkpoints = await checkpointsOf(world)
  for (const [index, { at }] of checkpoints.slice(1).entries()) {
    assert.ok(Date.parse(at) - Date.parse(checkpoints[index]!.at) <= 60_000)
  }
  assert.ok(checkpoints.length >= 4)
  assert.deepEqual(checkpoints.at(-1)?.unshipped, [last])
})

test('a line changed before it was sequenced stops its chain alone', async () => {
  await using world = await openAuditWorld()
  const [one, two] = [world.openChain(), world.openChain('gateway-2')]
  await world.ship(one, 3)
  await world.ship(two, 3)
  await world.tamper(`update exchanges set line = replace(line, '"status":200', '"status":404')
    where gateway = 'gateway-1' and seq = 2`)
  const pass = await sequenceRecords(world.deps)
  assert.equal(pass.sequenced, 3)
  assert.deepEqual(
    pass.broken.map(({ gateway }) => gateway),
    ['gateway-1'],
  )
})

test('two replicas sequence at once and no record twice', async () => {
  await using world = await openAuditWorld('postgres')
  const chain = world.openChain()
  await world.ship(chain, 700)
  const passes = await Promise.all([1, 2, 3, 4].map(() => sequenceRecords(world.deps)))
  assert.equal(
    passes.reduce((sum, { sequenced }) => sum + sequenced, 0),
    700,
  )
})
