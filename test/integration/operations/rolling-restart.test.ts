import assert from 'node:assert/strict'
import test from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { Pool } from 'undici'
import { childrenOf, roleOf } from '#support/platform-processes.ts'
import { basicAuthorization, requestToken } from '#support/request-token.ts'
import { startPlatform } from '#support/start-platform.ts'

const patienceMs = 30_000

/** Callers on kept connections, one call after the other, until told to stop. */
function keepCalling(origin: string, path: string, headers: Record<string, string>, callers: number) {
  const pool = new Pool(origin, { connections: callers, pipelining: 1, allowH2: false })
  const outcomes = new Map<string, number>()
  let goesOn = true
  const count = (outcome: string) => outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
  const calling = Array.from({ length: callers }, async () => {
    while (goesOn) {
      try {
        const answer = await pool.request({ path, method: 'GET', headers })
        await answer.body.dump()
        count(String(answer.statusCode))
      } catch (error) {
        count((error as Error).message)
      }
      await wait(4)
    }
  })
  return {
    outcomes,
    async stop() {
      goesOn = false
      await Promise.all(calling)
      if (!pool.closed) await pool.close()
    },
  }
}

test('R17: gateways restarted one after the other under load fail no request', async (t) => {
  await using platform = await startPlatform()
  const { demo } = platform
  const supervisor = platform.process.pid ?? 0
  const gateways = () =>
    Object.fromEntries(
      childrenOf(supervisor)
        .map((pid) => [roleOf(pid), pid] as const)
        .filter(([role]) => role.startsWith('gateway')),
    )
  const before = gateways()
  const loads: ReturnType<typeof keepCalling>[] = []
  for (const environment of ['production', 'sandbox'] as const) {
    const application = demo.applications.find((one) => one.environment === environment)
    assert.ok(application)
    const credentials = basicAuthorization(application.client_id, application.client_secret)
    const { body } = await requestToken(demo[environment].issuer, {}, credentials)
    const headers = { authorization: `Bearer ${body.access_token}` }
    loads.push(keepCalling(demo[environment].gateway, demo.first_call.path, headers, 8))
    loads.push(keepCalling(demo[environment].gateway, '/healthz/live', {}, 8))
  }
  t.after(() => Promise.all(loads.map((load) => load.stop())))
  const restarted = () => platform.output().match(/gateway-(?:production|sandbox) was restarted/g)?.length ?? 0
  for (let turn = 1; turn <= 2; turn += 1) {
    platform.process.kill('SIGUSR2')
    const end = performance.now() + patienceMs
    while (restarted() < 2 * turn) {
      assert.ok(performance.now() < end, platform.output())
      await wait(100)
    }
  }
  for (const load of loads) await load.stop()
  for (const { outcomes } of loads) {
    assert.deepEqual(
      [...outcomes.keys()].filter((outcome) => outcome !== '200' && outcome !== '429'),
      [],
      platform.output(),
    )
    assert.ok((outcomes.get('200') ?? 0) > 20, JSON.stringify([...outcomes]))
  }
  const now = gateways()
  for (const [role, pid] of Object.entries(before)) assert.notEqual(now[role] ?? pid, pid, role)
  assert.match(platform.output(), /gateway-production was restarted[\s\S]*gateway-sandbox was restarted/)
  assert.equal(await platform.stop(), 0)
})
