import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { createSystemClock } from '#adapters/system/system-clock.ts'
import type { SnapshotChange } from '#core/snapshot/snapshot-publisher.ts'
import { eventually, openControlWorld, temporaryDirectory } from '#support/control-world.ts'
import { startNode } from '#support/gateway-node.ts'
import { testMachines } from '#support/open-test-database.ts'

function application(id: string, state: 'active' | 'suspended' = 'active'): SnapshotChange {
  return {
    kind: 'application',
    id,
    state: { application_id: id, organization_id: 'org', name: `Application ${id}`, state },
  }
}

const removed = (id: string): SnapshotChange => ({ kind: 'application', id, state: null })

for (const machine of testMachines) {
  test(`a revocation is effective within a second, over two replicas of control (${machine})`, async () => {
    await using world = await openControlWorld(machine)
    await using one = await world.startControl()
    await using two = await world.startControl()
    await using firstDir = await temporaryDirectory()
    await using secondDir = await temporaryDirectory()
    await world.publish(one, 'production', [application('a'), application('b')])
    await using first = await startNode(one.url, firstDir.path)
    await using second = await startNode(two.url, secondDir.path)
    await first.follower.ready()
    await second.follower.ready()
    await world.reported(first.session.node_id, 1)
    await world.reported(second.session.node_id, 1)

    const began = performance.now()
    const revision = await world.publish(one, 'production', [removed('a')])
    const effect = await one.listener.effectAwaiter.effectOf('production', revision)
    const took = performance.now() - began

    assert.deepEqual(effect, { revision: 2, effective: true, silent: [] })
    assert.ok(took < 1_000, `took ${took} ms`)
    for (const node of [first, second]) {
      assert.deepEqual([...(node.follower.current()?.states.application.keys() ?? [])], ['b'])
    }
    assert.deepEqual(one.failures, [])
  })
}

test('what was committed is served by every living node once it is settled', async () => {
  await using world = await openControlWorld()
  await using control = await world.startControl()
  await using dir = await temporaryDirectory()
  await world.publish(control, 'production', [application('a')])
  await using node = await startNode(control.url, dir.path)
  await node.follower.ready()
  await world.reported(node.session.node_id, 1)

  await world.publish(control, 'production', [application('b')])
  await control.listener.effectAwaiter.settled('production')

  assert.ok(node.follower.current()?.states.application.has('b'))
})

test('a gateway that fell silent is named, with the time until which it can still serve', async () => {
  await using world = await openControlWorld()
  await using control = await world.startControl()
  await using dir = await temporaryDirectory()
  await world.publish(control, 'production', [application('a')])
  const node = await startNode(control.url, dir.path)
  await node.follower.ready()
  await world.reported(node.session.node_id, 1)
  await node[Symbol.asyncDispose]()

  const revision = await world.publish(control, 'production', [removed('a')])
  const effect = await control.listener.effectAwaiter.effectOf('production', revision)

  assert.equal(effect.effective, false)
  assert.equal(effect.silent.length, 1)
  assert.equal(effect.silent[0]?.node_id, node.session.node_id)
  const canServeMs = Date.parse(effect.silent[0]?.can_serve_until ?? '') - Date.now()
  assert.ok(canServeMs > 86_300_000 && canServeMs <= 86_400_000, String(canServeMs))
})

test('a gateway that drained before it went is not waited for', async () => {
  await using world = await openControlWorld()
  await using control = await world.startControl()
  await using dir = await temporaryDirectory()
  await world.publish(control, 'production', [application('a')])
  const node = await startNode(control.url, dir.path)
  await node.follower.ready()
  await world.reported(node.session.node_id, 1)
  await node.follower.drain()
  await node[Symbol.asyncDispose]()
  await world.unitOfWork.transaction(async (tx) => {
    const { inside } = await import('#adapters/postgres/unit-of-work.ts')
    await inside(tx)
      .updateTable('nodes')
      .set({ last_seen_at: new Date(Date.now() - 6_000).toISOString() })
      .execute()
  })
  const revision = await world.publish(control, 'production', [removed('a')])
  assert.equal((await control.listener.effectAwaiter.effectOf('production', revision)).effective, true)
})

test('environments do not see each other', async () => {
  await using world = await openControlWorld()
  await using control = await world.startControl()
  await using dir = await temporaryDirectory()
  await world.publish(control, 'sandbox', [application('s')])
  await world.publish(control, 'production', [application('p')])
  await using node = await startNode(control.url, dir.path, { environment: 'sandbox' })
  await node.follower.ready()
  assert.deepEqual([...(node.follower.current()?.states.application.keys() ?? [])], ['s'])
})

test('a node starts from its disk while control is away, and its age goes on counting', async () => {
  await using world = await openControlWorld()
  await using dir = await temporaryDirectory()
  const control = await world.startControl()
  await world.publish(control, 'production', [application('a')])
  const before = await startNode(control.url, dir.path)
  await before.follower.ready()
  await world.reported(before.session.node_id, 1)
  await before[Symbol.asyncDispose]()
  await control[Symbol.asyncDispose]()

  const system = createSystemClock()
  const later = { now: () => system.now() + 3_600_000, monotonic: () => system.monotonic() }
  await using after = await startNode(control.url, dir.path, { clock: later })

  assert.deepEqual([...(after.follower.current()?.states.application.keys() ?? [])], ['a'])
  assert.ok(after.follower.age() >= 3_600_000, String(after.follower.age()))
  assert.equal(after.session.node_id, before.session.node_id)
})

test('a clock set back over a restart does not make the snapshot younger', async () => {
  await using world = await openControlWorld()
  await using dir = await temporaryDirectory()
  const control = await world.startControl()
  await world.publish(control, 'production', [application('a')])
  const before = await startNode(control.url, dir.path)
  await before.follower.ready()
  await world.reported(before.session.node_id, 1)
  await before[Symbol.asyncDispose]()
  await control[Symbol.asyncDispose]()

  const system = createSystemClock()
  const setBack = { now: () => system.now() - 7_200_000, monotonic: () => system.monotonic() }
  const sameBoot = { id: null, now: () => 0 }
  await using rebooted = await startNode(control.url, dir.path, { clock: setBack, bootClock: sameBoot })
  assert.equal(rebooted.follower.age(), Number.POSITIVE_INFINITY)
})

test('a damaged disk copy is ignored, and the full snapshot is fetched', async () => {
  await using world = await openControlWorld()
  await using dir = await temporaryDirectory()
  const control = await world.startControl()
  await world.publish(control, 'production', [application('a')])
  const before = await startNode(control.url, dir.path)
  await before.follower.ready()
  await world.reported(before.session.node_id, 1)
  await before[Symbol.asyncDispose]()
  const path = join(dir.path, 'node', 'snapshot.sealed')
  const bytes = await readFile(path)
  assert.ok(!bytes.includes('Application a'), 'sealed')
  bytes[bytes.length - 3] = bytes[bytes.length - 3]! ^ 1
  await writeFile(path, bytes)

  await control[Symbol.asyncDispose]()
  const alone = await startNode(control.url, dir.path)
  assert.equal(alone.follower.current(), null)
  assert.equal(alone.follower.age(), Number.POSITIVE_INFINITY)

  await using again = await world.startControl({ port: Number(new URL(control.url).port) })
  await alone.follower.ready()
  assert.deepEqual([...(alone.follower.current()?.states.application.keys() ?? [])], ['a'])
  assert.deepEqual(again.failures, [])
  await alone[Symbol.asyncDispose]()
})

test('a node follows on after control was restarted, and takes a new epoch by a full snapshot', async () => {
  await using world = await openControlWorld()
  await using dir = await temporaryDirectory()
  const control = await world.startControl()
  const port = Number(new URL(control.url).port)
  await world.publish(control, 'production', [application('a')])
  await using node = await startNode(control.url, dir.path)
  await node.follower.ready()
  await control[Symbol.asyncDispose]()
  const second = await world.startControl({ port })
  await world.publish(second, 'production', [application('b')])
  await eventually('the delta', () => node.follower.current()?.revision === 2)
  const epoch = node.follower.current()?.epoch
  await second[Symbol.asyncDispose]()

  await world.unitOfWork.transaction(async (tx) => {
    const { inside } = await import('#adapters/postgres/unit-of-work.ts')
    await inside(tx).updateTable('platform').set({ epoch: crypto.randomUUID() }).execute()
    await inside(tx).updateTable('snapshot_heads').set({ revision: 1 }).execute()
    await inside(tx).updateTable('snapshot_entries').set({ revision: 1 }).execute()
  })
  await using third = await world.startControl({ port })
  await eventually('the new epoch', () => node.follower.current()?.epoch !== epoch)
  assert.equal(node.follower.current()?.revision, 1)
  assert.deepEqual([...(node.follower.current()?.states.application.keys() ?? [])].sort(), ['a', 'b'])
  assert.deepEqual(third.failures, [])
})
