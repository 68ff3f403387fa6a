import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { test } from 'node:test'
import { inside } from '#adapters/postgres/unit-of-work.ts'
import { createSystemClock } from '#adapters/system/system-clock.ts'
import type { QuotaKey } from '#core/quotas/lease.ts'
import { createLeaseJournal } from '#gateway/lease/create-lease-journal.ts'
import { createLeaseKeeper, type LeaseKeeper } from '#gateway/lease/create-lease-keeper.ts'
import { createBootClock } from '#kit/boot-clock.ts'
import { type ControlWorld, eventually, openControlWorld, temporaryDirectory } from '#support/control-world.ts'
import { startNode, type TestNode } from '#support/gateway-node.ts'
import { patientLeaseClient } from '#support/patient-lease-client.ts'

function newKey(): QuotaKey {
  return {
    environment: 'production',
    application_id: randomUUID(),
    beneficiary_id: randomUUID(),
    api: 'quotient-familial',
    limit_name: 'day',
    period: 'day',
  }
}

/** A keeper as a gateway process has it: its journal on disk, recalls from watch. */
async function openKeeper(node: TestNode, dir: string): Promise<LeaseKeeper> {
  const keeper = createLeaseKeeper({
    nodeId: node.session.node_id,
    client: patientLeaseClient(node.control),
    clock: createSystemClock(),
    bootClock: createBootClock(),
    journal: createLeaseJournal(join(dir, 'leases.json')),
    sweepEveryMs: 50,
  })
  await keeper.restore()
  node.follower.watchRecalls((recall) => keeper.recall(recall))
  return keeper
}

async function spend(keeper: LeaseKeeper, key: QuotaKey, limit: number, calls: number): Promise<number> {
  const asked = { limit, hard: true, outage_reserve: true }
  const takes = Array.from({ length: calls }, () => Promise.resolve(keeper.take(key, asked, 1)).catch(() => null))
  return (await Promise.all(takes)).reduce((sum, verdict) => sum + (verdict?.granted ?? 0), 0)
}

async function leased(world: ControlWorld): Promise<number> {
  const rows = await world.unitOfWork.read((tx) => inside(tx).selectFrom('quotas').select('leased').execute())
  return rows.reduce((sum, row) => sum + row.leased, 0)
}

test('R3: a reserve one gateway holds is recalled for another, and the limit is spent to its last unit', async () => {
  await using world = await openControlWorld()
  await using control = await world.startControl()
  await using stack = new AsyncDisposableStack()
  const keepers: LeaseKeeper[] = []
  for (let index = 0; index < 2; index += 1) {
    const dir = stack.use(await temporaryDirectory())
    const node = stack.use(await startNode(control.url, dir.path))
    keepers.push(stack.use(await openKeeper(node, dir.path)))
  }
  const [one, two] = keepers as [LeaseKeeper, LeaseKeeper]
  const key = newKey()
  const limit = 600
  let admitted = await spend(one, key, limit, 60)
  await eventually('the first gateway has its reserve for an hour', async () => (await leased(world)) > 200, 10_000)
  admitted += await spend(two, key, limit, 600)
  admitted += await spend(one, key, limit, 100)
  admitted += await spend(two, key, limit, 100)
  assert.equal(admitted, limit)
  assert.equal(await leased(world), limit)
  assert.deepEqual(control.failures, [])
})

test('R3: gateways that wait for the last units get them in turns', async () => {
  await using world = await openControlWorld()
  await using control = await world.startControl()
  await using stack = new AsyncDisposableStack()
  const keepers: LeaseKeeper[] = []
  for (let index = 0; index < 3; index += 1) {
    const dir = stack.use(await temporaryDirectory())
    const node = stack.use(await startNode(control.url, dir.path))
    keepers.push(stack.use(await openKeeper(node, dir.path)))
  }
  const key = newKey()
  const limit = 900
  const before = await spend(keepers[0]!, key, limit, 100)
  await eventually('the first gateway holds a reserve', async () => (await leased(world)) > 150, 10_000)
  const [first, second, third] = await Promise.all([
    spend(keepers[0]!, key, limit, 10),
    spend(keepers[1]!, key, limit, 500),
    spend(keepers[2]!, key, limit, 500),
  ])
  assert.equal(before + first + second + third, limit)
  assert.ok(first === 10 && second > 100 && third > 100, `${first}, ${second}, ${third}`)
})

test('a gateway killed in an outage goes on from its journal, and never spends a unit twice', async () => {
  await using world = await openControlWorld()
  const control = await world.startControl()
  await using dir = await temporaryDirectory()
  const key = newKey()
  const limit = 10_000
  let admitted = 0
  {
    await using node = await startNode(control.url, dir.path)
    const keeper = await openKeeper(node, dir.path)
    admitted += await spend(keeper, key, limit, 200)
    await eventually('the reserve is there', async () => (await leased(world)) > 3_000, 10_000)
    // Nothing is given back: the process ends as at kill -9.
    await keeper[Symbol.asyncDispose]()
  }
  const held = await leased(world)
  const port = Number(new URL(control.url).port)
  await control[Symbol.asyncDispose]()
  {
    await using node = await startNode(control.url, dir.path)
    const keeper = await openKeeper(node, dir.path)
    const before = admitted
    for (let round = 0; round < 60; round += 1) admitted += await spend(keeper, key, limit, 200)
    const fromJournal = admitted - before
    assert.ok(fromJournal > 2_000, `${fromJournal} calls from the journal`)
    assert.ok(admitted <= held, `${admitted} admitted of ${held} leased`)
    await keeper[Symbol.asyncDispose]()
  }
  await using again = await world.startControl({ port })
  await using node = await startNode(control.url, dir.path)
  await using keeper = await openKeeper(node, dir.path)
  for (let round = 0; round < 60 && admitted < limit; round += 1) admitted += await spend(keeper, key, limit, 200)
  assert.ok(admitted <= limit, `${admitted} of ${limit}`)
  const lost = limit - admitted
  assert.ok(lost <= 2 * 400, `short by the open shares of two crashes at most: ${lost}`)
  assert.deepEqual(again.failures, [])
})

test('an outage reserve is kept while nobody calls, and given back when the gateway drains', async () => {
  await using world = await openControlWorld()
  await using control = await world.startControl()
  await using dir = await temporaryDirectory()
  await using node = await startNode(control.url, dir.path)
  await using keeper = await openKeeper(node, dir.path)
  const key = newKey()
  const admitted = await spend(keeper, key, 10_000, 100)
  await eventually('the reserve is there', async () => (await leased(world)) > 3_000, 10_000)
  await keeper.drain()
  await eventually('everything unspent is back', async () => (await leased(world)) === admitted, 10_000)
})
