import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { createLoginThrottleStore } from '#adapters/postgres/login-throttle-store.ts'
import type { Transaction } from '#core/ports/unit-of-work.ts'
import { openTestDatabase, testMachines } from '#support/open-test-database.ts'

const now = Date.parse('2026-11-22T12:00:00.000Z')
const windowMs = 900_000

for (const machine of testMachines) {
  let database: ReturnType<typeof openTestDatabase> | undefined
  const store = createLoginThrottleStore()
  const run = async <T>(work: (tx: Transaction) => Promise<T>): Promise<T> => {
    database ??= openTestDatabase(machine)
    return (await database).unitOfWork.transaction(work)
  }
  after(async () => (await database)?.[Symbol.asyncDispose]())

  test(`${machine}: attempts at once are all counted, in the window that the first began`, async () => {
    const counts = await Promise.all(
      Array.from({ length: 10 }, (_, at) => run((tx) => store.count(tx, 'many', now + at, windowMs))),
    )
    assert.deepEqual(
      counts.map((one) => one.attempts).sort((a, b) => a - b),
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    )
    assert.equal(new Set(counts.map((one) => one.windowEndsAt)).size, 1)
  })

  test(`${machine}: a window that is over begins again`, async () => {
    await run((tx) => store.count(tx, 'again', now, windowMs))
    await run((tx) => store.count(tx, 'again', now, windowMs))
    const next = await run((tx) => store.count(tx, 'again', now + windowMs, windowMs))
    assert.deepEqual(next, { attempts: 1, windowEndsAt: now + 2 * windowMs })
  })

  test(`${machine}: an attempt is taken back, a key forgotten, and a count never falls below zero`, async () => {
    await run((tx) => store.count(tx, 'back', now, windowMs))
    for (let times = 0; times < 3; times += 1) await run((tx) => store.forgive(tx, 'back'))
    assert.equal((await run((tx) => store.count(tx, 'back', now, windowMs))).attempts, 1)
    await run((tx) => store.forget(tx, 'back'))
    assert.equal((await run((tx) => store.count(tx, 'back', now, windowMs))).attempts, 1)
  })

  test(`${machine}: windows that are over are removed, running ones stay`, async () => {
    await run((tx) => store.count(tx, 'over', now - windowMs, windowMs))
    await run((tx) => store.count(tx, 'runs', now, windowMs))
    await run((tx) => store.removeExpired(tx, now))
    assert.equal((await run((tx) => store.count(tx, 'over', now - windowMs, windowMs))).attempts, 1)
    assert.equal((await run((tx) => store.count(tx, 'runs', now, windowMs))).attempts, 2)
  })
}
