import { createClient } from 'redis'

type RedisClient = ReturnType<typeof createClient>

/** One connection shared by what needs Redis in a process. */
export interface RedisConnection extends AsyncDisposable {
  readonly client: RedisClient
  /** Drops the connection and makes a new one: for a server that takes commands and answers none. */
  recycle(): void
}

/** A start waits this long for Redis, then goes on without: losing it makes nobody unready. */
const startMs = 2000

/**
 * Connects, and keeps reconnecting. While there is no connection commands fail at once: nothing queues
 * up to be executed later, when nobody waits for it any more.
 */
export async function connectRedis(deps: {
  readonly url: string
  readonly onError: (error: unknown) => void
}): Promise<RedisConnection> {
  const client: RedisClient = createClient({
    url: deps.url,
    disableOfflineQueue: true,
    socket: { connectTimeout: 1000, reconnectStrategy: (retries) => Math.min(1000, 20 * 2 ** Math.min(retries, 6)) },
  })
  client.on('error', deps.onError)
  const connected = client.connect().catch(deps.onError)
  await Promise.race([connected, new Promise((resolve) => setTimeout(resolve, startMs).unref())])
  let isRecycling = false
  return {
    client,
    recycle() {
      if (isRecycling) return
      isRecycling = true
      client.destroy()
      client
        .connect()
        .catch(deps.onError)
        .finally(() => {
          isRecycling = false
        })
    },
    async [Symbol.asyncDispose]() {
      if (client.isOpen) client.destroy()
    },
  }
}
