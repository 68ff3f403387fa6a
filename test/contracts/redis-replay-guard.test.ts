import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from 'redis'
import { createRedisReplayGuard } from '#adapters/redis/redis-replay-guard.ts'
import { Unavailable } from '#core/errors.ts'
import { startRedisServer, whyNoRedis } from '#support/start-redis-server.ts'
import { testReplayGuard } from './replay-guard.contract.ts'

async function open() {
  const server = await startRedisServer()
  const client = createClient({ url: server.url, socket: { reconnectStrategy: 20 } })
  client.on('error', () => undefined)
  await client.connect()
  return {
    server,
    guard: await createRedisReplayGuard({ client, keyPrefix: 'octroi:' }),
    pass: (ms: number) => sleep(ms),
    async [Symbol.asyncDispose]() {
      client.destroy()
      await server[Symbol.asyncDispose]()
    },
  }
}

const reason = whyNoRedis()
if (reason) test(`redis: ${reason}`, { skip: reason }, () => undefined)
else {
  testReplayGuard('redis', open)

  test('redis: two replicas share one memory', async () => {
    await using subject = await open()
    const client = createClient({ url: subject.server.url })
    await client.connect()
    const other = await createRedisReplayGuard({ client, keyPrefix: 'octroi:' })
    assert.equal(other.emptySince, subject.guard.emptySince)
    const id = randomUUID()
    const claims = await Promise.all([subject.guard.claim(id, 60_000), other.claim(id, 60_000)])
    assert.deepEqual(claims.sort(), [false, true])
    client.destroy()
  })

  test('redis: away it refuses, and back with an empty memory it says so', async () => {
    await using subject = await open()
    const before = subject.guard.emptySince
    await subject.server.stop()
    await assert.rejects(subject.guard.claim(randomUUID(), 1_000), Unavailable)
    await subject.server.restart()
    for (let tries = 0; tries < 100; tries += 1) {
      const isBack = await subject.guard.claim(randomUUID(), 1_000).catch(() => false)
      if (isBack) break
      await sleep(30)
    }
    assert.ok(subject.guard.emptySince > before)
  })
}
