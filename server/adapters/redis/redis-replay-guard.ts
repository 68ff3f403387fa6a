import type { RedisClientType } from 'redis'
import { Unavailable } from '#core/errors.ts'
import type { ReplayGuard } from '#core/ports/replay-guard.ts'

/** The commands this guard uses, so that any node-redis client fits. */
export interface ReplayGuardClient {
  readonly isReady: boolean
  on(event: 'ready', listener: () => void): unknown
  info: RedisClientType['info']
  eval: RedisClientType['eval']
}

/**
 * Claims and answers since when this server remembers. The marker is keyed by the server's run, so a
 * restart or a failover that may have lost claims begins a new memory, and so does a flush.
 */
const claimScript = `
local since = redis.call('GET', KEYS[2])
if not since then
  local t = redis.call('TIME')
  since = tostring(t[1] * 1000 + math.floor(t[2] / 1000))
  redis.call('SET', KEYS[2], since)
end
local first = redis.call('SET', KEYS[1], '1', 'NX', 'PX', ARGV[1])
return { first and 1 or 0, since }`

/** Remembers one-time identifiers for all replicas. Each call races our own timer: the driver's is not kept once a command is written. */
export async function createRedisReplayGuard(deps: {
  readonly client: ReplayGuardClient
  /** Begins every key; `{...}` keeps both keys of a claim on one cluster slot. */
  readonly keyPrefix: string
  readonly timeoutMs?: number
}): Promise<ReplayGuard> {
  const { client, keyPrefix, timeoutMs = 500 } = deps
  let runId: string | null = null
  let emptySince = 0
  client.on('ready', () => {
    runId = null
  })

  async function currentRun(): Promise<string> {
    if (runId) return runId
    const found = /^run_id:(\w+)/m.exec(String(await client.info('server')))?.[1]
    if (!found) throw new Error('the server does not tell its run_id')
    runId = found
    return found
  }

  async function attempt(id: string, ttlMs: number): Promise<boolean> {
    if (!client.isReady) throw new Error('not connected')
    const keys = [`${keyPrefix}{replay}:${id}`, `${keyPrefix}{replay}-since:${await currentRun()}`]
    const answer = await client.eval(claimScript, { keys, arguments: [String(Math.max(1, Math.ceil(ttlMs)))] })
    const [first, since] = answer as unknown as [number, string]
    emptySince = Math.max(emptySince, Number(since))
    return first === 1
  }

  const guard: ReplayGuard = {
    scope: 'cluster',
    get emptySince() {
      return emptySince
    },
    async claim(id, ttlMs) {
      try {
        return await withTimeout(attempt(id, ttlMs), timeoutMs)
      } catch (cause) {
        throw new Unavailable({ problem: 'unavailable', detail: 'One-time identifiers cannot be checked now.', cause })
      }
    },
  }
  // Fixes the beginning of the memory before the first real claim needs it.
  await guard.claim('begin', 1)
  return guard
}

async function withTimeout<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const expiry = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs)
  })
  try {
    return await Promise.race([work, expiry])
  } finally {
    clearTimeout(timer)
    work.catch(() => undefined)
  }
}
