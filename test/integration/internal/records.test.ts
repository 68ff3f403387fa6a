import assert from 'node:assert/strict'
import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { createSystemClock } from '#adapters/system/system-clock.ts'
import { createSystemRandom } from '#adapters/system/system-random.ts'
import { chainLine, lineHash, noHead } from '#core/audit/chain-line.ts'
import { type ChainFiles, createChainFiles } from '#gateway/record/chain-files.ts'
import { createChainWriter } from '#gateway/record/create-chain-writer.ts'
import { createShipper } from '#gateway/record/create-shipper.ts'
import { type ControlWorld, eventually, openControlWorld, temporaryDirectory } from '#support/control-world.ts'
import { exchangeDraft } from '#support/exchange-draft.ts'
import { startNode } from '#support/gateway-node.ts'
import { testMachines } from '#support/open-test-database.ts'

const clock = createSystemClock()
const random = createSystemRandom(clock)

interface KeptLine {
  readonly chain: string
  readonly seq: number
  readonly line: string
}

async function keptLines(world: ControlWorld): Promise<KeptLine[]> {
  const { inside } = await import('#adapters/postgres/unit-of-work.ts')
  return world.unitOfWork.read((tx) =>
    inside(tx).selectFrom('exchanges').select(['chain', 'seq', 'line']).orderBy('chain').orderBy('seq').execute(),
  )
}

function assertChained(lines: readonly KeptLine[]): void {
  let previous = noHead
  for (const { line } of lines) {
    assert.equal((JSON.parse(line) as { previous: string }).previous, previous)
    previous = lineHash(line)
  }
}

for (const machine of testMachines) {
  test(`records of two lives reach control as one unbroken chain of chains (${machine})`, async () => {
    await using world = await openControlWorld(machine)
    const control = await world.startControl()
    const port = Number(new URL(control.url).port)
    await using dir = await temporaryDirectory()
    await using node = await startNode(control.url, dir.path)
    const files = createChainFiles(dir.path)
    const gateway = node.session.node_id

    const first = await createChainWriter({ gateway, files, random })
    const receipts = await Promise.all(Array.from({ length: 30 }, () => first.append(exchangeDraft())))
    assert.deepEqual(
      receipts.map(({ seq }) => seq),
      Array.from({ length: 30 }, (_, index) => index + 1),
    )
    const firstShipper = createShipper({ gateway, files, writer: first, control: node.control, clock })
    await firstShipper.shipAll()
    await first.append(exchangeDraft({ status: 429, refusal_stage: 'quota', reason: 'quota-exceeded' }))
    await firstShipper[Symbol.asyncDispose]()
    await first[Symbol.asyncDispose]()
    await appendFile(join(dir.path, `${receipts[0]?.chain}.chain`), '{"cut short by a cra')
    await control[Symbol.asyncDispose]()

    const second = await createChainWriter({ gateway, files, random })
    await second.append(exchangeDraft())
    await using shipper = createShipper({ gateway, files, writer: second, control: node.control, clock })
    await assert.rejects(shipper.shipAll(), /Control did not answer/)
    await using again = await world.startControl({ port })
    await shipper.shipAll()
    await shipper.shipAll()

    const lines = await keptLines(world)
    assert.equal(lines.length, 32)
    assertChained(lines)
    assert.deepEqual(again.failures, [])
    await second[Symbol.asyncDispose]()
  })
}

test('control takes contiguous records only, and each one once', async () => {
  await using world = await openControlWorld()
  await using control = await world.startControl()
  await using dir = await temporaryDirectory()
  await using node = await startNode(control.url, dir.path)
  const gateway = node.session.node_id
  const chain = random.uuid()
  const lines: string[] = []
  for (let seq = 1; seq <= 5; seq += 1) {
    const previous = lines.length === 0 ? noHead : lineHash(lines.at(-1)!)
    lines.push(chainLine({ gateway, chain, seq, previous }, exchangeDraft()))
  }
  const batch = (first_seq: number, sent: string[]) =>
    ({ format_version: 1, gateway, chain, first_seq, lines: sent }) as const

  assert.deepEqual(await node.control.ship(batch(3, lines.slice(2))), {
    format_version: 1,
    next_seq: 1,
    accepted: false,
  })
  assert.equal((await node.control.ship(batch(1, lines.slice(0, 3)))).next_seq, 4)
  assert.equal((await node.control.ship(batch(1, lines.slice(0, 3)))).next_seq, 4)
  assert.equal((await node.control.ship(batch(2, lines.slice(1)))).next_seq, 6)
  assert.equal((await keptLines(world)).length, 5)

  const forged = chainLine({ gateway, chain, seq: 6, previous: noHead }, exchangeDraft())
  await assert.rejects(node.control.ship(batch(6, [forged])), /400/)
  const broken = lines.map((line) => line.replace('"status":200', '"status":201'))
  const other = random.uuid()
  await assert.rejects(node.control.ship({ ...batch(1, broken), chain: other }), /400/)
  await assert.rejects(node.control.ship({ ...batch(1, lines), gateway: 'gateway-of-another' }), /403/)
  assert.equal((await keptLines(world)).length, 5)
})

test('after a failed sync the file is never touched again, and records are refused until a new one works', async () => {
  await using dir = await temporaryDirectory()
  const real = createChainFiles(dir.path)
  let isFailing = false
  const touched: string[] = []
  const files: ChainFiles = {
    ...real,
    probe: () => (isFailing ? Promise.reject(new Error('ENOSPC')) : real.probe()),
    async create(chain) {
      const file = await real.create(chain)
      return {
        ...file,
        append: async (bytes) => {
          touched.push(chain)
          await file.append(bytes)
          if (isFailing) throw new Error('EIO')
        },
      }
    },
  }
  await using writer = await createChainWriter({ gateway: 'gateway-1', files, random, probeEveryMs: 20 })
  const durable = await writer.append(exchangeDraft())
  isFailing = true
  const refused = await Promise.allSettled([writer.append(exchangeDraft()), writer.append(exchangeDraft())])
  assert.deepEqual(
    refused.map((each) => (each.status === 'rejected' ? (each.reason as { problem: string }).problem : 'durable')),
    ['record-failed', 'record-failed'],
  )
  await assert.rejects(async () => writer.append(exchangeDraft()), { problem: 'record-failed' })
  const count = touched.length
  await new Promise((resolve) => setTimeout(resolve, 100))
  assert.equal(touched.length, count)
  assert.equal(writer.chain(), null)

  isFailing = false
  await eventually('a new chain', () => writer.chain() !== null)
  const next = await writer.append(exchangeDraft())
  assert.notEqual(next.chain, durable.chain)
  assert.equal(next.seq, 1)
  const [line] = (await real.read(next.chain, 0, 10_000)).toString('utf8').split('\n')
  assert.equal((JSON.parse(line ?? '') as { previous: string }).previous, durable.hash)
  const counted = await real.read(durable.chain, 0, await real.size(durable.chain))
  assert.equal(counted.toString('utf8').split('\n').length - 1, 1, 'what was never synced does not count')
})
