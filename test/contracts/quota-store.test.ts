import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { createQuotaStore } from '#adapters/postgres/quota-store.ts'
import { inside } from '#adapters/postgres/unit-of-work.ts'
import type { LeaseRequest } from '#core/quotas/lease.ts'
import { openTestDatabase, testMachines } from '#support/open-test-database.ts'

const store = createQuotaStore()
const day = 86_400_000

function request(application_id: string, limit: number, asked: number): LeaseRequest {
  const key = { environment: 'production', beneficiary_id: '*', api: 'api', limit_name: 'day', period: 'day' } as const
  return {
    format_version: 1,
    request_id: randomUUID(),
    node_id: 'gateway-1',
    key: { ...key, application_id },
    limit,
    asked,
  }
}

for (const machine of testMachines) {
  test(`concurrent leases never pass the limit, and a period starts anew (${machine})`, async () => {
    await using database = await openTestDatabase(machine)
    const { unitOfWork } = database
    const application = randomUUID()
    const lease = (asked: number, id = '2026-11-22', limit = 20) =>
      unitOfWork.transaction((tx) =>
        store.lease(tx, request(application, limit, asked), randomUUID(), { id, endsAt: Date.now() + day }),
      )
    const granted = (await Promise.all(Array.from({ length: 12 }, () => lease(3)))).map((each) => each?.granted ?? -1)
    assert.equal(
      granted.reduce((sum, units) => sum + units, 0),
      20,
    )
    assert.deepEqual(granted.sort(), [0, 0, 0, 0, 0, 2, 3, 3, 3, 3, 3, 3])
    assert.equal((await lease(1, '2026-11-23'))?.granted, 1)
    assert.equal(
      (await lease(5, '2026-11-22', 10))?.granted,
      0,
      'a plan made smaller takes nothing back and gives nothing',
    )
    assert.equal((await lease(5, '2026-11-22', 22))?.granted, 2)
  })

  test(`leases of periods long over are forgotten, their quota is not (${machine})`, async () => {
    await using database = await openTestDatabase(machine)
    const { unitOfWork } = database
    const application = randomUUID()
    for (const endsAt of [Date.now() - 3 * day, Date.now() + day]) {
      const period = { id: String(endsAt), endsAt }
      await unitOfWork.transaction(async (tx) => {
        const kept = await store.lease(tx, request(application, 9, 4), randomUUID(), period)
        const back = {
          format_version: 1,
          return_id: randomUUID(),
          node_id: 'gateway-1',
          lease_id: kept!.lease_id,
          units: 1,
        } as const
        assert.equal(await store.giveBack(tx, back), true)
        assert.equal(await store.giveBack(tx, back), true)
        assert.equal(await store.giveBack(tx, { ...back, return_id: randomUUID(), node_id: 'gateway-2' }), false)
      })
    }
    await unitOfWork.transaction((tx) => store.purge(tx))
    const counts = await unitOfWork.read(async (tx) => ({
      leases: (await inside(tx).selectFrom('leases').selectAll().execute()).length,
      quotas: (await inside(tx).selectFrom('quotas').select('leased').execute()).map(({ leased }) => leased),
    }))
    assert.deepEqual(counts, { leases: 1, quotas: [3, 3] })
  })
}
