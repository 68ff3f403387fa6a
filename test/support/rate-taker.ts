import { connectRedis } from '#adapters/redis/redis-connection.ts'
import { createRedisRateCounter } from '#adapters/redis/redis-rate-counter.ts'
import type { TakeSeen } from './check-linearizable.ts'

/** What a process that takes for a while is asked: sent once, answered once with what it saw. */
export interface TakeOrder {
  readonly port: number
  readonly limit: number
  readonly windowSeconds: number
  readonly takes: number
  readonly concurrency: number
}

async function obey({ port, limit, windowSeconds, takes, concurrency }: TakeOrder): Promise<TakeSeen[]> {
  const clock = { now: () => Date.now(), monotonic: () => performance.now() }
  await using connection = await connectRedis({ url: `redis://127.0.0.1:${port}`, onError: () => {} })
  const counter = createRedisRateCounter({ connection, clock, keyPrefix: 'octroi:', timeoutMs: 5_000 })
  const seen: TakeSeen[] = []
  let left = takes
  const lanes = Array.from({ length: concurrency }, async () => {
    while (left > 0) {
      left -= 1
      const cost = 1 + (left % 3)
      const invokedAt = Number(process.hrtime.bigint())
      const { granted, remaining } = await counter.take('shared', limit, windowSeconds, cost)
      seen.push({ invokedAt, returnedAt: Number(process.hrtime.bigint()), granted, used: limit - remaining })
    }
  })
  await Promise.all(lanes)
  return seen
}

process.once('message', (order: TakeOrder) => {
  void obey(order).then((seen) => process.send?.(seen, () => process.disconnect()))
})
