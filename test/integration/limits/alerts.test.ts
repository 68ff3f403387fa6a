import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { inside } from '#adapters/postgres/unit-of-work.ts'
import { createSystemClock } from '#adapters/system/system-clock.ts'
import type { QuotaKey } from '#core/quotas/lease.ts'
import { createLeaseKeeper, type LeaseKeeper } from '#gateway/lease/create-lease-keeper.ts'
import { type ControlWorld, openControlWorld, temporaryDirectory } from '#support/control-world.ts'
import { startNode } from '#support/gateway-node.ts'
import { testMachines } from '#support/open-test-database.ts'
import { patientLeaseClient } from '#support/patient-lease-client.ts'

const day = 86_400_000

function marks(world: ControlWorld): Promise<{ threshold: number; period_id: string }[]> {
  return world.unitOfWork.read((tx) =>
    inside(tx)
      .selectFrom('quota_alerts')
      .select(['threshold', 'period_id'])
      .orderBy('period_id')
      .orderBy('threshold')
      .execute(),
  )
}

async function told(world: ControlWorld): Promise<unknown[]> {
  const rows = await world.unitOfWork.read((tx) =>
    inside(tx).selectFrom('events').select(['type', 'data']).orderBy('id').execute(),
  )
  return rows
    .filter(({ type }) => type === 'quota.threshold_reached')
    .map(({ data }) => (data as { threshold: number }).threshold)
}

for (const machine of testMachines) {
  test(`an organization is told once at 50, 80, 90 and 100 % of a quota, in each period (${machine})`, async () => {
    await using world = await openControlWorld(machine)
    const system = createSystemClock()
    let ahead = 0
    const clock = { now: () => system.now() + ahead, monotonic: () => system.monotonic() + ahead }
    await using control = await world.startControl({ clock })
    await using replica = await world.startControl({ clock })
    await using stack = new AsyncDisposableStack()
    const keepers: LeaseKeeper[] = []
    for (const { url } of [control, replica]) {
      const dir = stack.use(await temporaryDirectory())
      const node = stack.use(await startNode(url, dir.path))
      keepers.push(
        stack.use(
          createLeaseKeeper({
            nodeId: node.session.node_id,
            client: patientLeaseClient(node.control),
            clock,
            sweepEveryMs: 60_000,
          }),
        ),
      )
    }
    const key: QuotaKey = {
      environment: 'production',
      application_id: randomUUID(),
      beneficiary_id: randomUUID(),
      api: 'quotient-familial',
      limit_name: 'day',
      period: 'day',
    }
    async function call(calls: number): Promise<number> {
      let granted = 0
      for (let index = 0; index < calls; index += 1) {
        granted += (await keepers[index % 2]!.take(key, { limit: 20, hard: true }, 1)).granted
      }
      return granted
    }
    assert.equal(await call(9), 9)
    assert.deepEqual(await told(world), [])
    assert.equal(await call(1), 1)
    assert.deepEqual(await told(world), [50])
    assert.equal(await call(7), 7)
    assert.deepEqual(await told(world), [50, 80])
    assert.equal(await call(6), 3)
    assert.deepEqual(await told(world), [50, 80, 90, 100])
    ahead = day
    assert.equal(await call(16), 16)
    assert.deepEqual(await told(world), [50, 80, 90, 100, 50, 80])
    const kept = await marks(world)
    assert.deepEqual(
      kept.map(({ threshold }) => threshold),
      [50, 80, 90, 100, 50, 80],
    )
    assert.equal(new Set(kept.map(({ period_id }) => period_id)).size, 2)
    assert.deepEqual([...control.failures, ...replica.failures], [])
  })
}
