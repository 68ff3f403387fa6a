import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Clock } from '#core/ports/clock.ts'
import { createOverloadGuard } from '#gateway/acceptance/overload-guard.ts'
import { call } from '#support/call-gateway.ts'
import { type GatewayWorld, startGatewayWorld } from '#support/gateway-world.ts'
import { jsonOf } from '#support/recording-upstream.ts'

const tight = { maxInProgress: 8, maxLagMs: 10_000, sustainedMs: 10_000 }

/** Calls that a provider keeps until `release`. */
async function occupy(world: GatewayWorld, calls: number) {
  const held: (() => void)[] = []
  const whole = world.upstream.answer
  world.upstream.answer = (request, response) => held.push(() => whole(request, response))
  const running = Array.from({ length: calls }, () => call(world))
  while (held.length < calls) await new Promise((resolve) => setTimeout(resolve, 5))
  return {
    async release() {
      world.upstream.answer = whole
      for (const answer of held) answer()
      return await Promise.all(running)
    },
  }
}

for (const fastPath of [true, false]) {
  describe(`R18: a gateway with too much to do, ${fastPath ? 'on the fast path' : 'without the fast path'},`, () => {
    it('turns new calls away with 503 and Retry-After, and answers those under way', async () => {
      await using world = await startGatewayWorld({ configuration: { fastPath, overload: tight } })
      const busy = await occupy(world, 8)
      const asked = world.upstream.requests.length
      for (const options of [{}, { body: '{}' }, { path: '/v3/unknown', token: null }]) {
        const shed = await call(world, options)
        assert.equal(shed.status, 503, shed.text)
        assert.ok(Number(shed.headers['retry-after']) > 0)
        assert.equal(shed.json.type, 'http://portal.example/problems/gateway-overloaded')
      }
      assert.equal(world.upstream.requests.length, asked)
      assert.deepEqual(world.records.length, 0)
      for (const path of ['/healthz/live', '/healthz/ready'])
        assert.equal((await call(world, { path, query: '', token: null })).status, 200)
      assert.deepEqual(new Set((await busy.release()).map(({ status }) => status)), new Set([200]))
      assert.equal((await call(world)).status, 200)
    })

    it('still gives tokens out', async () => {
      await using world = await startGatewayWorld({ configuration: { fastPath, overload: tight } })
      const busy = await occupy(world, 8)
      world.upstream.answer = jsonOf({ access_token: 'x' })
      const token = await call(world, {
        path: '/oauth2/token',
        token: null,
        body: 'grant_type=client_credentials',
        headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: 'Basic YTpi' },
      })
      assert.equal(token.status, 200, token.text)
      await busy.release()
    })
  })
}

describe('the guard against overload', () => {
  it('says no to calls when the process has been late for a while, not after one pause', (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] })
    let now = 0
    const clock: Clock = { now: () => now, monotonic: () => now }
    using guard = createOverloadGuard(clock, { maxInProgress: 100, maxLagMs: 200, sustainedMs: 1000 })
    const look = (lateMs: number, times: number) => {
      for (let time = 0; time < times; time += 1) {
        now += 50 + lateMs
        t.mock.timers.tick(50)
      }
      return { call: guard.admits('call', 1), token: guard.admits('token', 1) }
    }
    assert.deepEqual(look(5000, 1), { call: true, token: true })
    assert.deepEqual(look(100, 30), { call: true, token: true })
    assert.deepEqual(look(300, 5), { call: false, token: true })
    assert.deepEqual(look(0, 1), { call: true, token: true })
  })
})
