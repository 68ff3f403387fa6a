import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { createSystemClock } from '#adapters/system/system-clock.ts'
import { Unavailable } from '#core/errors.ts'
import type { LeaseRequest, QuotaKey } from '#core/quotas/lease.ts'
import { createLeaseKeeper, type LeaseKeeper } from '#gateway/lease/create-lease-keeper.ts'
import { eventually, openControlWorld, temporaryDirectory } from '#support/control-world.ts'
import { startNode } from '#support/gateway-node.ts'
import { testMachines } from '#support/open-test-database.ts'
import { patientLeaseClient } from '#support/patient-lease-client.ts'

function newKey(period: 'day' | 'month' = 'day'): QuotaKey {
  return {
    environment: 'production',
    application_id: randomUUID(),
    beneficiary_id: randomUUID(),
    api: 'quotient-familial',
    limit_name: period,
    period,
  }
}

function request(nodeId: string, key: QuotaKey, limit: number, asked: number): LeaseRequest {
  return { format_version: 1, request_id: randomUUID(), node_id: nodeId, key, limit, asked }
}

for (const machine of testMachines) {
  test(`control grants what is left, once for each request, over two replicas (${machine})`, async () => {
    await using world = await openControlWorld(machine)
    await using one = await world.startControl()
    await using two = await world.startControl()
    await using dir = await temporaryDirectory()
    await using otherDir = await temporaryDirectory()
    await using node = await startNode(one.url, dir.path)
    await using other = await startNode(two.url, otherDir.path)
    const key = newKey()
    const first = request(node.session.node_id, key, 10, 4)
    const patient = patientLeaseClient(node.control)
    const [answer, again] = await Promise.all([patient.lease(first), patient.lease(first)])
    assert.deepEqual([answer.granted, answer.left], [4, 6])
    assert.equal(again.lease_id, answer.lease_id)

    const asks = Array.from({ length: 8 }, (_, index) => {
      const asker = index % 2 === 0 ? node : other
      return patientLeaseClient(asker.control).lease(request(asker.session.node_id, key, 10, 3))
    })
    const granted = (await Promise.all(asks)).map((each) => each.granted).sort()
    assert.deepEqual(granted, [0, 0, 0, 0, 0, 0, 3, 3])

    const back = { format_version: 1, return_id: randomUUID(), lease_id: answer.lease_id, units: 2 } as const
    await node.control.giveBack({ ...back, node_id: node.session.node_id })
    await node.control.giveBack({ ...back, node_id: node.session.node_id })
    const last = await other.control.lease(request(other.session.node_id, key, 10, 5))
    assert.equal(last.granted, 2)
    await assert.rejects(
      node.control.giveBack({ ...back, return_id: randomUUID(), units: 3, node_id: node.session.node_id }),
      /409/,
    )
    assert.deepEqual([...one.failures, ...two.failures], [])
  })
}

test('a day limit of five over three gateways is exact, also across a restart of control', async () => {
  await using world = await openControlWorld()
  const control = await world.startControl()
  const port = Number(new URL(control.url).port)
  await using stack = new AsyncDisposableStack()
  const keepers: LeaseKeeper[] = []
  for (let index = 0; index < 3; index += 1) {
    const dir = stack.use(await temporaryDirectory())
    const node = stack.use(await startNode(control.url, dir.path))
    const { node_id: nodeId } = node.session
    keepers.push(
      stack.use(createLeaseKeeper({ nodeId, client: patientLeaseClient(node.control), clock: createSystemClock() })),
    )
  }
  const key = newKey()
  const limit = { limit: 5, hard: true }
  const early = await Promise.all([0, 1, 2].map((index) => keepers[index]!.take(key, limit, 1)))
  assert.deepEqual(
    early.map(({ granted }) => granted),
    [1, 1, 1],
  )
  assert.deepEqual(early.map(({ remaining }) => remaining).sort(), [2, 3, 4])
  await control[Symbol.asyncDispose]()
  await using again = await world.startControl({ port })
  let granted = 3
  for (let call = 0; call < 12; call += 1) {
    const verdict = await keepers[call % 3]!.take(key, limit, 1)
    granted += verdict.granted
    assert.ok(verdict.resetMs >= 0 && verdict.resetMs <= 90_000_000)
  }
  assert.equal(granted, 5)
  assert.deepEqual(again.failures, [])
})

test('without control a gateway spends what it has leased, then refuses hard limits and lets soft ones pass', async () => {
  await using world = await openControlWorld()
  const control = await world.startControl()
  await using dir = await temporaryDirectory()
  await using node = await startNode(control.url, dir.path)
  const { node_id: nodeId } = node.session
  await using keeper = createLeaseKeeper({
    nodeId,
    client: patientLeaseClient(node.control),
    clock: createSystemClock(),
  })
  const key = newKey()
  const hard = { limit: 100_000, hard: true }
  await Promise.all(Array.from({ length: 200 }, () => keeper.take(key, hard, 1)))
  await keeper.take(key, hard, 1)
  const { remaining } = await keeper.take(key, hard, 1)
  assert.equal(remaining, 100_000 - 202)
  await control[Symbol.asyncDispose]()

  let local = 0
  const outcome = await (async () => {
    for (;;) {
      try {
        await keeper.take(key, hard, 1)
        local += 1
      } catch (error) {
        return error
      }
    }
  })()
  assert.ok(outcome instanceof Unavailable && outcome.problem === 'quota-undecided')
  assert.ok(local > 100 && local < 1_000, `${local} calls from the reserve`)
  const soft = await keeper.take(key, { limit: 100_000, hard: false }, 1)
  assert.deepEqual([soft.granted, soft.leaseId], [1, null])
})

test('units nobody uses are given back, and units put back are spent again', async () => {
  await using world = await openControlWorld()
  await using control = await world.startControl()
  await using dir = await temporaryDirectory()
  await using node = await startNode(control.url, dir.path)
  const { node_id: nodeId } = node.session
  await using keeper = createLeaseKeeper({
    nodeId,
    client: patientLeaseClient(node.control),
    clock: createSystemClock(),
    sweepEveryMs: 50,
  })
  const key = newKey('month')
  const limit = { limit: 3, hard: true }
  const verdict = await keeper.take(key, limit, 2)
  keeper.putBack(key, verdict)
  const { inside } = await import('#adapters/postgres/unit-of-work.ts')
  async function leased(): Promise<number> {
    const rows = await world.unitOfWork.read((tx) => inside(tx).selectFrom('quotas').select('leased').execute())
    return rows[0]?.leased ?? 0
  }
  await eventually('the units are with control again', async () => (await leased()) === 0)
  const all = await keeper.take(key, limit, 3)
  assert.deepEqual([all.granted, all.remaining], [3, 0])
  assert.equal((await keeper.take(key, limit, 1)).granted, 0)
  assert.equal(await leased(), 3)
})
