import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { createAuditLogReader } from '#adapters/postgres/audit-log-reader.ts'
import { createAuditLogStore } from '#adapters/postgres/audit-log-store.ts'
import { createSystemClock } from '#adapters/system/system-clock.ts'
import { createSystemRandom } from '#adapters/system/system-random.ts'
import { acceptCosignature } from '#core/audit/accept-cosignature.ts'
import { parseCheckpoint } from '#core/audit/checkpoint.ts'
import { deriveCheckpointKey, publicHalf, signStatement } from '#core/audit/checkpoint-key.ts'
import { sequenceRecords } from '#core/audit/sequence-records.ts'
import { createChainFiles } from '#gateway/record/chain-files.ts'
import { createChainWriter } from '#gateway/record/create-chain-writer.ts'
import { createShipper } from '#gateway/record/create-shipper.ts'
import { eventually, openControlWorld, temporaryDirectory, testMaster } from '#support/control-world.ts'
import { exchangeDraft } from '#support/exchange-draft.ts'
import { startNode } from '#support/gateway-node.ts'

const clock = createSystemClock()
const later = { ...clock, now: () => Date.now() + 8 * 86_400_000 }
const random = createSystemRandom(clock)
const log = createAuditLogStore()
const reader = createAuditLogReader()
const key = deriveCheckpointKey(testMaster)

for (const isWitnessed of [true, false]) {
  const name = isWitnessed
    ? 'a witnessed checkpoint covers them'
    : 'a checkpoint covers them where no witness is pinned'
  test(`files of earlier lives stay 7 days and until ${name}`, async () => {
    const witness = generateKeyPairSync('ed25519').privateKey
    const witnesses = isWitnessed ? [publicHalf(witness)] : []
    await using world = await openControlWorld()
    const { unitOfWork } = world
    await using control = await world.startControl({ witnesses })
    await using dir = await temporaryDirectory()
    await using node = await startNode(control.url, dir.path)
    const files = createChainFiles(dir.path)
    const gateway = node.session.node_id
    const first = await createChainWriter({ gateway, files, random })
    const oldChain = first.chain()
    await first.append(exchangeDraft())
    await first[Symbol.asyncDispose]()
    await using second = await createChainWriter({ gateway, files, random })

    async function filesAfter(at: typeof clock): Promise<string[]> {
      await using shipper = createShipper({ gateway, files, writer: second, control: node.control, clock: at })
      await shipper.shipAll()
      return files.list()
    }

    assert.deepEqual(await filesAfter(later), [oldChain, second.chain()], 'not in the log yet')
    await sequenceRecords({ unitOfWork, log, key, origin: 'http://portal.test', clock })
    if (isWitnessed) {
      assert.deepEqual(await filesAfter(later), [oldChain, second.chain()], 'no witness has seen it')
      await unitOfWork.transaction(async (tx) => {
        const checkpoint = await reader.latestCheckpoint(tx)
        assert.ok(checkpoint)
        const signature = signStatement(witness, 'cosignature', checkpoint.body)
        const { number } = checkpoint
        await acceptCosignature(tx, { reader, witnesses, clock }, { number, witness: publicHalf(witness), signature })
      })
    }
    assert.deepEqual(await filesAfter(clock), [oldChain, second.chain()], 'too young')
    assert.deepEqual(await filesAfter(later), [second.chain()])
    assert.deepEqual(control.failures, [])
  })
}

test('a record that its gateway never ships is named by the checkpoints', async () => {
  await using world = await openControlWorld()
  const { unitOfWork } = world
  await using control = await world.startControl()
  await using dir = await temporaryDirectory()
  const node = await startNode(control.url, dir.path)
  const files = createChainFiles(dir.path)
  await using writer = await createChainWriter({ gateway: node.session.node_id, files, random })
  const receipt = await writer.append(exchangeDraft())
  node.follower.watchChain(() => writer.head())
  await eventually('control knows the head', async () => {
    const unshipped = await unitOfWork.read((tx) => log.unshipped(tx))
    return unshipped.length === 1
  })
  await node[Symbol.asyncDispose]()
  await sequenceRecords({ unitOfWork, log, key, origin: 'http://portal.test', clock })
  const checkpoint = await unitOfWork.read((tx) => reader.latestCheckpoint(tx))
  const { gateway, chain, seq, hash: head } = receipt
  assert.deepEqual(parseCheckpoint(checkpoint?.body ?? '')?.unshipped, [{ gateway, chain, seq, head }])
})
