import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Limit } from '#core/quotas/limit.ts'
import { buildGrant } from '#support/build-snapshot-view.ts'
import { type CallAnswer, call } from '#support/call-gateway.ts'
import { type GatewayWorld, startGatewayWorld } from '#support/gateway-world.ts'

const start = Date.UTC(2026, 10, 23, 10, 20, 30, 250)

/** A gateway with these limits whose clock stands still half a minute into a minute. */
async function open(limits: readonly Limit[], concurrency: number | null = null, gateways = 1) {
  const time = { ms: start }
  const world = await startGatewayWorld({
    clock: { now: () => time.ms, monotonic: () => time.ms },
    dependencies: { liveGateways: () => gateways },
    snapshot: (draft) => draft.states.grant.set('grant-1', buildGrant({ plan: { limits, concurrency } })),
  })
  const issued = Math.floor(start / 1000)
  const token = world.signer.sign({ iat: issued, exp: issued + 300 })
  return { world, time, call: (query?: string) => call(world, query === undefined ? { token } : { token, query }) }
}

function limit(name: string, period: Limit['period'], value: number): Limit {
  return { name, period, limit: value, hard: true }
}

function headersOf({ headers }: CallAnswer): (string | string[] | undefined)[] {
  return [headers['ratelimit-policy'], headers.ratelimit, headers['retry-after']]
}

test('every answer names each limit with its window, what is left and the seconds to its end; a refusal says when to come back', async () => {
  const { world, time, call: send } = await open([limit('minute', 'minute', 2), limit('day', 'day', 10)])
  await using _world = world
  const policy = '"minute";q=2;w=60, "day";q=10;w=86400'
  const first = await send()
  assert.equal(first.status, 200, first.text)
  assert.deepEqual(headersOf(first), [policy, '"minute";r=1;t=30, "day";r=9;t=3600', undefined])
  assert.deepEqual(headersOf(await send()), [policy, '"minute";r=0;t=30, "day";r=8;t=3600', undefined])
  const refused = await send()
  assert.equal(refused.status, 429)
  assert.deepEqual(headersOf(refused), ['"minute";q=2;w=60', '"minute";r=0;t=30', '30'])
  assert.deepEqual(refused.json['violated-policies'], ['minute'])
  time.ms = start + 29_750
  const next = await send()
  assert.deepEqual(headersOf(next), [policy, '"minute";r=1;t=60, "day";r=7;t=3600', undefined])
})

test('refused calls cost the day nothing, whatever refuses them', async () => {
  const { world, call: send } = await open([limit('day', 'day', 3), limit('month', 'month', 2)])
  await using _world = world
  assert.equal((await send('recipient=1')).status, 400)
  assert.equal((await call(world, { token: 'nonsense' })).status, 401)
  const day = (answer: CallAnswer) => /"day";r=(\d+)/.exec(String(answer.headers.ratelimit))?.[1]
  assert.deepEqual([day(await send()), day(await send())], ['2', '1'])
  // The month refuses, so the day's unit goes back.
  assert.equal((await send()).status, 429)
  assert.equal((await send()).status, 429)
  const left = await world.quotas.take(
    {
      environment: 'production',
      application_id: 'app-1',
      beneficiary_id: 'org-valmont',
      api: 'quotient-familial',
      limit_name: 'day',
      period: 'day',
    },
    limit('day', 'day', 3),
    1,
  )
  assert.deepEqual([left.granted, left.remaining], [1, 0])
})

/** How many of many calls are in progress at once when all the others are refused. */
async function widest(world: GatewayWorld, send: () => Promise<CallAnswer>, calls: number): Promise<number> {
  const held: (() => void)[] = []
  const everyoneIsIn = Promise.withResolvers<void>()
  let refused = 0
  const check = () => {
    if (refused + held.length === calls) everyoneIsIn.resolve()
  }
  world.upstream.answer = (_request, response) => {
    held.push(() => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'))
    check()
  }
  const answers = Array.from({ length: calls }, async () => {
    const { status } = await send()
    if (status === 429) refused += 1
    check()
    return status
  })
  await everyoneIsIn.promise
  const admitted = held.length
  for (const answer of held) answer()
  await Promise.all(answers)
  return admitted
}

for (const [gateways, share] of [
  [1, 6],
  [4, 1],
  [3, 2],
  [9, 1],
] as const) {
  test(`six calls at once over ${gateways} gateways are ${share} at each, and never none`, async () => {
    const { world, call: send } = await open([], 6, gateways)
    await using _world = world
    assert.equal(await widest(world, () => send(), 8), share)
  })
}
