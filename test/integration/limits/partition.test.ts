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
import { type TakeSeen, whyNotLinearizable } from '#support/check-linearizable.ts'
import { eventually, openControlWorld, temporaryDirectory } from '#support/control-world.ts'
import { startFaultProxy } from '#support/fault-proxy.ts'
import { startNode, type TestNode } from '#support/gateway-node.ts'
import { testMachines } from '#support/open-test-database.ts'
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

/** A gateway as far as quotas go; `end` is a kill, not a drain. */
async function openGateway(url: string, dir: string, clock = createSystemClock(), isPatient = true) {
  const node = await startNode(url, dir)
  const keeper = createLeaseKeeper({
    nodeId: node.session.node_id,
    client: isPatient ? patientLeaseClient(node.control) : node.control,
    clock,
    bootClock: createBootClock(),
    journal: createLeaseJournal(join(dir, 'leases.json')),
    sweepEveryMs: 50,
  })
  await keeper.restore()
  node.follower.watchRecalls((recall) => keeper.recall(recall))
  return {
    keeper,
    node,
    async [Symbol.asyncDispose]() {
      await keeper[Symbol.asyncDispose]()
      await node[Symbol.asyncDispose]()
    },
  }
}

async function spend(keeper: LeaseKeeper, key: QuotaKey, limit: number, calls: number, hard = true): Promise<number> {
  const asked = { limit, hard, outage_reserve: true }
  const takes = Array.from({ length: calls }, () => Promise.resolve(keeper.take(key, asked, 1)).catch(() => null))
  return (await Promise.all(takes)).reduce((sum, verdict) => sum + (verdict?.leaseId ? verdict.granted : 0), 0)
}

for (const machine of testMachines) {
  test(`R3: leases of three gateways over two replicas of control are a linearizable history (${machine})`, async () => {
    await using world = await openControlWorld(machine)
    await using one = await world.startControl()
    await using two = await world.startControl()
    await using stack = new AsyncDisposableStack()
    const nodes: TestNode[] = []
    for (const { url } of [one, two, one]) {
      const dir = stack.use(await temporaryDirectory())
      nodes.push(stack.use(await startNode(url, dir.path)))
    }
    const key = newKey()
    const limit = 100
    const history: TakeSeen[] = []
    const lanes = Array.from({ length: 12 }, async (_, lane) => {
      const { control, session } = nodes[lane % 3]!
      for (let index = 0; index < 6; index += 1) {
        const asked = 1 + ((lane + index) % 3)
        const invokedAt = performance.now()
        const base = { format_version: 1, request_id: randomUUID(), node_id: session.node_id, key } as const
        const { granted, left } = await patientLeaseClient(control).lease({ ...base, limit, asked })
        history.push({ invokedAt, returnedAt: performance.now(), granted, used: limit - left })
      }
    })
    await Promise.all(lanes)
    assert.equal(
      history.reduce((sum, { granted }) => sum + granted, 0),
      limit,
    )
    assert.equal(whyNotLinearizable(history), null)
    assert.deepEqual([...one.failures, ...two.failures], [])
  })
}

test('R3: a gateway cut off from control and a restart of control and of a gateway in the middle of a day admit no unit too many', async () => {
  await using world = await openControlWorld()
  let control = await world.startControl()
  const port = Number(new URL(control.url).port)
  await using proxy = await startFaultProxy(port)
  await using nearDir = await temporaryDirectory()
  await using farDir = await temporaryDirectory()
  let near = await openGateway(control.url, nearDir.path)
  await using far = await openGateway(`http://127.0.0.1:${proxy.port}`, farDir.path, createSystemClock(), false)
  const key = newKey()
  const limit = 2_000
  let admitted = 0
  const leased = async () => {
    const rows = await world.unitOfWork.read((tx) => inside(tx).selectFrom('quotas').select('leased').execute())
    return rows[0]?.leased ?? 0
  }
  admitted += await spend(near.keeper, key, limit, 100)
  admitted += await spend(far.keeper, key, limit, 100)
  for (const { keeper } of [near, far]) {
    const holdsReserve = async () => {
      admitted += await spend(keeper, key, limit, 1)
      // The second call is served from what is held, so it tells what is held alone.
      const verdict = await keeper.take(key, { limit, hard: false, outage_reserve: true }, 1)
      admitted += verdict.leaseId === null ? 0 : verdict.granted
      return verdict.leaseId !== null && verdict.remaining >= 160 && verdict.remaining < 1_000
    }
    await eventually('the gateway holds its reserve', holdsReserve, 10_000)
  }

  proxy.blackhole = true
  const cutOff = await spend(far.keeper, key, limit, 150)
  assert.ok(cutOff === 150, `a gateway cut off from control serves from its reserve: ${cutOff}`)
  admitted += cutOff
  admitted += await spend(near.keeper, key, limit, 400)
  await control[Symbol.asyncDispose]()
  admitted += await spend(near.keeper, key, limit, 50)
  await near[Symbol.asyncDispose]()
  control = await world.startControl({ port })
  near = await openGateway(control.url, nearDir.path)
  admitted += await spend(near.keeper, key, limit, 2_000)
  assert.ok(admitted <= limit, `${admitted} of ${limit}`)

  proxy.blackhole = false
  await eventually(
    'the recall reaches the gateway that was cut off',
    async () => {
      admitted += await spend(near.keeper, key, limit, 50)
      admitted += await spend(far.keeper, key, limit, 5)
      return (await leased()) === limit && (await spend(near.keeper, key, limit, 1)) === 0
    },
    10_000,
  )
  assert.ok(admitted <= limit, `${admitted} of ${limit}`)
  assert.ok(limit - admitted <= 300, `short by the open share of one killed gateway at most: ${limit - admitted}`)
  await near[Symbol.asyncDispose]()
  await control[Symbol.asyncDispose]()
})

for (const [day, hours] of [
  ['2026-03-29', 23],
  ['2026-10-25', 25],
] as const) {
  test(`R2: a day of ${hours} hours has one allowance, whole to its end, and the next day a new one`, async () => {
    await using world = await openControlWorld()
    const system = createSystemClock()
    const begin = Date.parse(`${day}T00:30:00+0${hours === 23 ? 1 : 2}:00`) - system.now()
    let shift = 0
    const clock = { now: () => begin + system.now() + shift, monotonic: () => system.monotonic() + shift }
    await using control = await world.startControl({ clock })
    await using dir = await temporaryDirectory()
    await using gateway = await openGateway(control.url, dir.path, clock)
    const key = newKey()
    const verdict = await gateway.keeper.take(key, { limit: 30, hard: true }, 1)
    const expected = (hours - 0.5) * 3_600_000
    assert.ok(verdict.resetMs <= expected && verdict.resetMs > expected - 60_000, `${verdict.resetMs} ms`)
    const most = { limit: 30, hard: true }
    let granted = 1
    for (let call = 0; call < 15; call += 1) granted += (await gateway.keeper.take(key, most, 1)).granted
    shift += (hours - 1) * 3_600_000
    for (let call = 0; call < 20; call += 1) granted += (await gateway.keeper.take(key, most, 1)).granted
    assert.equal(granted, 30, 'half an hour before midnight it is still the same day')
    shift += 45 * 60_000
    assert.equal((await gateway.keeper.take(key, most, 30)).granted, 30)
  })
}
