import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { connectRedis } from '#adapters/redis/redis-connection.ts'
import { type CounterEvent, createRedisRateCounter } from '#adapters/redis/redis-rate-counter.ts'
import { Unavailable } from '#core/errors.ts'
import type { RateCounter } from '#core/ports/rate-counter.ts'
import { eventually } from '#support/control-world.ts'
import { type FaultProxy, startFaultProxy } from '#support/fault-proxy.ts'
import { type RedisServer, startRedisServer, whyNoRedis } from '#support/start-redis-server.ts'

const clock = { now: () => Date.now(), monotonic: () => performance.now() }
/** So long that no test meets its end. */
const window = 86_400
const gateways = 3

interface Rig extends AsyncDisposable {
  readonly redis: RedisServer
  readonly proxy: FaultProxy
  readonly counters: readonly RateCounter[]
  readonly events: CounterEvent[]
  /** Another gateway process, which knows nothing. */
  newcomer(): Promise<RateCounter>
}

async function openRig(): Promise<Rig> {
  const stack = new AsyncDisposableStack()
  const redis = stack.use(await startRedisServer())
  const proxy = stack.use(await startFaultProxy(redis.port))
  const events: CounterEvent[] = []
  async function newcomer(): Promise<RateCounter> {
    const connection = stack.use(await connectRedis({ url: `redis://127.0.0.1:${proxy.port}`, onError: () => {} }))
    const onEvent = (event: CounterEvent) => events.push(event)
    const given = { connection, clock, keyPrefix: 'octroi:', timeoutMs: 200, gateways: () => gateways, onEvent }
    return createRedisRateCounter(given)
  }
  const counters = [await newcomer(), await newcomer(), await newcomer()]
  return { redis, proxy, counters, events, newcomer, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

/** Units granted of `calls` calls, spread over the counters; null stands for a call that could not be decided. */
async function spend(
  counters: readonly RateCounter[],
  key: string,
  limit: number,
  calls: number,
  hard: boolean,
  windowSeconds = window,
) {
  const outcomes = await Promise.all(
    Array.from({ length: calls }, async (_, index) => {
      try {
        return (await counters[index % counters.length]!.take(key, limit, windowSeconds, 1, hard)).granted
      } catch (error) {
        assert.ok(error instanceof Unavailable, String(error))
        return null
      }
    }),
  )
  return { granted: outcomes.reduce<number>((sum, each) => sum + (each ?? 0), 0), undecided: outcomes.includes(null) }
}

interface Fault {
  readonly begin: (rig: Rig) => unknown
  readonly end: (rig: Rig) => unknown
  /** Whether the server forgets what it counted. */
  readonly loses: boolean
}

const faults: Readonly<Record<string, Fault>> = {
  'killed and back empty': { begin: ({ redis }) => redis.stop(), end: ({ redis }) => redis.restart(), loses: true },
  hung: { begin: ({ redis }) => redis.hang(), end: ({ redis }) => redis.resume(), loses: false },
  'cut off by resets': { begin: ({ proxy }) => proxy.reset(), end: ({ proxy }) => proxy.reset(), loses: false },
  'two seconds away': {
    begin: ({ proxy }) => (proxy.delayMs = 2_000),
    end: ({ proxy }) => {
      proxy.delayMs = 0
      proxy.reset()
    },
    loses: false,
  },
  'emptied by FLUSHALL, in the same life': { begin: ({ redis }) => redis.flush(), end: () => {}, loses: true },
}

const skip = whyNoRedis() ?? false
for (const [name, fault] of Object.entries(faults)) {
  test(`R4: Redis ${name}: a hard limit is never passed, a soft one by its proven bound at most`, {
    skip,
  }, async () => {
    await using rig = await openRig()
    const limit = 120
    const hard = { granted: 0 }
    const balanced = { granted: 0 }
    const skewed = { granted: 0 }
    async function traffic(calls: number): Promise<void> {
      const [one] = rig.counters
      hard.granted += (await spend(rig.counters, 'hard', limit, calls, true)).granted
      balanced.granted += (await spend(rig.counters, 'balanced', limit, calls, false)).granted
      skewed.granted += (await spend([one!], 'skewed', limit, calls, false)).granted
    }
    await traffic(60)
    assert.deepEqual([hard.granted, balanced.granted, skewed.granted], [60, 60, 60])
    await traffic(60)
    await fault.begin(rig)
    for (let round = 0; round < 4; round += 1) await traffic(60)
    skewed.granted += (await spend(rig.counters, 'skewed', limit, 300, false)).granted
    await fault.end(rig)
    const isBack = async () => !(await spend(rig.counters, 'other', 1_000_000, 3, false)).undecided
    await eventually('the counters answer', isBack)
    await sleep(50)
    await traffic(300)
    assert.ok(hard.granted <= limit, `hard: ${hard.granted} of ${limit}`)
    assert.ok(balanced.granted <= limit * 1.05, `balanced: ${balanced.granted} of ${limit}`)
    assert.ok(skewed.granted <= limit * (2 - 1 / gateways), `skewed: ${skewed.granted} of ${limit}`)
  })
}

test('R4: while Redis hangs a soft limit serves each gateway’s share, a hard one refuses, and both are quick', {
  skip,
}, async () => {
  await using rig = await openRig()
  await spend(rig.counters, 'key', 90, 3, true)
  rig.redis.hang()
  assert.deepEqual(await spend(rig.counters, 'hard', 90, 30, true), { granted: 0, undecided: true })
  assert.deepEqual(await spend(rig.counters, 'soft', 90, 300, false), { granted: 90, undecided: false })
  assert.ok(rig.events.includes('silent'), 'the operator hears of it')
  await eventually('nobody waits for a server known to be silent', async () => {
    const began = performance.now()
    await spend(rig.counters, 'hard', 90, 30, true)
    return performance.now() - began < 100
  })
  rig.redis.resume()
  await eventually('hard limits are decided again', async () => {
    return !(await spend(rig.counters, 'hard', 90, 3, true)).undecided
  })
  assert.ok(rig.events.includes('answers'))
})

for (const [name, empty] of [
  ['emptied by FLUSHALL', (redis: RedisServer) => redis.flush()],
  ['replaced by an empty one', (redis: RedisServer) => redis.restart()],
] as const) {
  test(`R5: with Redis ${name} a hard limit gives nothing until the window ends, whoever asks`, { skip }, async () => {
    await using rig = await openRig()
    assert.equal((await spend(rig.counters, 'key', 30, 30, true)).granted, 30)
    await empty(rig.redis)
    const newcomer = await rig.newcomer()
    // The newcomer cannot know; from the first question of an older gateway on, nobody grants.
    await eventually('an older gateway has asked', async () => {
      assert.equal((await spend(rig.counters, 'key', 30, 3, true)).granted, 0)
      return rig.events.includes('counts-lost')
    })
    for (const counter of [...rig.counters, newcomer]) {
      await assert.rejects(
        async () => counter.take('key', 30, window, 1, true),
        (error) => error instanceof Unavailable && Number(error.extensions.retry_after) > 0,
      )
    }
    await eventually('windows that begin later are counted', async () => {
      return !(await spend([newcomer], 'later', 5, 1, true, 1)).undecided
    })
  })
}

test('R5: the first gateway of an installation finds Redis empty and loses no window over it', { skip }, async () => {
  await using rig = await openRig()
  assert.deepEqual(await spend(rig.counters, 'key', 30, 60, true), { granted: 30, undecided: false })
  assert.deepEqual(rig.events, [])
})
