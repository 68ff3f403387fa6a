import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
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

  test('redis: a server that takes commands and answers none costs the time-out, and a new connection heals it', async () => {
    await using server = await startRedisServer()
    const target = new URL(server.url)
    let isHung = false
    const sockets = new Set<Socket>()
    const proxy = createServer((inbound) => {
      const outbound = connect(Number(target.port), target.hostname)
      for (const socket of [inbound, outbound]) {
        sockets.add(socket)
        socket.on('error', () => {}).on('close', () => (socket === inbound ? outbound : inbound).destroy())
      }
      const wasHung = isHung
      inbound.on('data', (bytes) => outbound.write(bytes))
      outbound.on('data', (bytes) => (isHung && !wasHung ? undefined : inbound.write(bytes)))
    })
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    const { port } = proxy.address() as AddressInfo
    const connection = await connectRedis({ url: `redis://127.0.0.1:${port}`, onError: () => {} })
    const counter = createRedisRateCounter({ connection, clock, keyPrefix: 'octroi:', timeoutMs: 100 })
    const take = async () => (await counter.take('key', 100, 3600, 1)).granted
    assert.equal(await take(), 1)
    isHung = true
    for (let tries = 0; tries < 2; tries += 1) {
      const startedAt = performance.now()
      await assert.rejects(take, Unavailable)
      assert.ok(performance.now() - startedAt < 1000)
    }
    let healed = 0
    for (let tries = 0; tries < 60 && healed === 0; tries += 1) healed = await take().catch(() => sleep(50, 0))
    assert.equal(healed, 1)
    await connection[Symbol.asyncDispose]()
    for (const socket of sockets) socket.destroy()
    proxy.close()
  })
}
