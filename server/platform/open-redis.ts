import type { Clock } from '#core/ports/clock.ts'
import type { RateCounter } from '#core/ports/rate-counter.ts'
import type { ReplayGuard } from '#core/ports/replay-guard.ts'
import type { RoleContext } from '../processes/role.ts'

/** What replicas share through Redis and may forget. */
export interface SharedMemory extends AsyncDisposable {
  /** `gateways`: processes that share the limits. */
  rateCounter(gateways: () => number): RateCounter
  replayGuard(): Promise<ReplayGuard>
}

/** Null without REDIS_URL: then each process counts and remembers by itself, and its driver is never loaded. */
export async function openRedis({ config, logger }: RoleContext, clock: Clock): Promise<SharedMemory | null> {
  if (config.redis === null) return null
  const { url, prefix: keyPrefix } = config.redis
  const { connectRedis } = await import('#adapters/redis/redis-connection.ts')
  const { createRedisRateCounter } = await import('#adapters/redis/redis-rate-counter.ts')
  const { createRedisReplayGuard } = await import('#adapters/redis/redis-replay-guard.ts')
  const connection = await connectRedis({ url, onError: (error) => logger.warn('Redis', { reason: String(error) }) })
  return {
    rateCounter: (gateways) =>
      createRedisRateCounter({
        connection,
        clock,
        keyPrefix,
        gateways,
        onEvent: (event) => logger.warn('shared counters', { event }),
      }),
    replayGuard: () => createRedisReplayGuard({ client: connection.client, keyPrefix }),
    [Symbol.asyncDispose]: () => Promise.resolve(connection[Symbol.asyncDispose]()),
  }
}
