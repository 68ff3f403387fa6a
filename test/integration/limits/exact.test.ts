import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { test } from 'node:test'
import { createMemoryRateCounter } from '#adapters/memory/memory-rate-counter.ts'
import { type TakeSeen, whyNotLinearizable } from '#support/check-linearizable.ts'
import { createFakeClock } from '#support/fake-clock.ts'
import { startFaultProxy } from '#support/fault-proxy.ts'
import type { TakeOrder } from '#support/rate-taker.ts'
import { startRedisServer, whyNoRedis } from '#support/start-redis-server.ts'

const windowSeconds = 86_400

test('R2: one gateway admits exactly 1000 a minute of 5000, 64 at once, over 20 minutes and their edges', async () => {
  const clock = createFakeClock(Date.UTC(2026, 10, 22, 10, 0, 0))
  const counter = createMemoryRateCounter({ clock })
  for (let minute = 0; minute < 20; minute += 1) {
    let admitted = 0
    for (let sent = 0; sent < 5_000; sent += 64) {
      // The last bursts come in the minute's last millisecond, the next minute's first ones right after.
      if (sent > 4_800) clock.advance(59_999 - (clock.now() % 60_000))
      const burst = Array.from({ length: Math.min(64, 5_000 - sent) }, async () => counter.take('app', 1_000, 60, 1))
      for (const verdict of await Promise.all(burst)) admitted += verdict.granted
    }
    assert.equal(admitted, 1_000, `minute ${minute}`)
    clock.advance(1)
  }
})

test('R3: the checker of histories tells a counter from what is none', () => {
  const take = (invokedAt: number, returnedAt: number, granted: number, used: number): TakeSeen => ({
    invokedAt,
    returnedAt,
    granted,
    used,
  })
  assert.equal(whyNotLinearizable([take(0, 5, 1, 2), take(1, 3, 1, 1), take(4, 9, 0, 2)]), null)
  assert.match(whyNotLinearizable([take(0, 5, 1, 1), take(1, 3, 1, 1)]) ?? '', /exactly once/)
  assert.match(whyNotLinearizable([take(0, 1, 1, 2), take(2, 3, 1, 1)]) ?? '', /began after/)
  assert.match(whyNotLinearizable([take(0, 1, 1, 1), take(2, 3, 1, 2), take(4, 5, 0, 1)]) ?? '', /began after/)
  assert.match(whyNotLinearizable([take(0, 1, 0, 1), take(2, 3, 1, 1)]) ?? '', /before a grant it saw/)
})

const skip = whyNoRedis() ?? false
test('R3: three processes and Redis 20 ms away admit no unit too many, and the history is linearizable', {
  skip,
}, async () => {
  await using redis = await startRedisServer()
  await using far = await startFaultProxy(redis.port)
  far.delayMs = 20
  const limit = 1_000
  const order: TakeOrder = { port: far.port, limit, windowSeconds, takes: 500, concurrency: 32 }
  const histories = await Promise.all(
    [0, 1, 2].map(
      () =>
        new Promise<TakeSeen[]>((resolve, reject) => {
          const taker = fork(new URL('../../support/rate-taker.ts', import.meta.url), { stdio: 'ignore' })
          taker.once('message', (seen) => resolve(seen as TakeSeen[]))
          taker.once('error', reject)
          taker.once('exit', (code) => reject(new Error(`a taker ended with ${code}`)))
          taker.send(order)
        }),
    ),
  )
  const history = histories.flat()
  assert.equal(history.length, 1_500)
  assert.equal(
    history.reduce((sum, take) => sum + take.granted, 0),
    limit,
  )
  assert.equal(whyNotLinearizable(history), null)
})
