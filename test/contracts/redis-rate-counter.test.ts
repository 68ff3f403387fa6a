import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { connectRedis } from '#adapters/redis/redis-connection.ts'
import { createRedisRateCounter } from '#adapters/redis/redis-rate-counter.ts'
import { Unavailable } from '#core/errors.ts'
import { startRedisServer, whyNoRedis } from '#support/start-redis-server.ts'
import { testRateCounter } from './rate-counter.contract.ts'

const clock = { now: () => Date.now(), monotonic: () => performance.now() }

async function open() {
  const server = await startRedisServer()
  const connection = await connectRedis({ url: server.url, onError: () => {} })
  return {
    server,
    counter: createRedisRateCounter({ connection, clock, keyPrefix: 'octroi:', timeoutMs: 500 }),
    nextWindow: (seconds: number) => sleep(seconds * 1000 - (Date.now() % (seconds * 1000)) + 5).then(() => {}),
    async [Symbol.asyncDispose]() {
      await connection[Symbol.asyncDispose]()
      await server[Symbol.asyncDispose]()
    },
  }
}

const reason = whyNoRedis()
if (reason) test(`redis: ${reason}`, { skip: reason }, () => {})
else {
  testRateCounter('redis', open)

  test('redis: several gateways share one limit', async () => {
    await using subject = await open()
    await using connection = await connectRedis({ url: subject.server.url, onError: () => {} })
    const other = createRedisRateCounter({ connection, clock, keyPrefix: 'octroi:', timeoutMs: 500 })
    const key = randomUUID()
    const takes = Array.from({ length: 40 }, (_, index) => (index % 2 ? other : subject.counter).take(key, 15, 3600, 1))
    assert.equal(
      (await Promise.all(takes)).reduce((sum, verdict) => sum + verdict.granted, 0),
      15,
    )
  })

  test('redis: away it decides nothing, and back with an empty memory nothing until the window ends', async () => {
    await using subject = await open()
    await subject.counter.take('key', 5, 3600, 5)
    await subject.server.stop()
    await assert.rejects(async () => subject.counter.take('key', 5, 3600, 1), Unavailable)
    await subject.server.restart()
    const answers = async () => {
      try {
        await subject.counter.take(randomUUID(), 5, 1, 1)
        return true
      } catch {
        return false
      }
    }
    for (let tries = 0; tries < 60 && !(await answers()); tries += 1) await sleep(50)
    assert.equal(await answers(), true, 'a window that began after the loss is decided again')
    await assert.rejects(async () => subject.counter.take('key', 5, 3600, 1), Unavailable)
  })
}
