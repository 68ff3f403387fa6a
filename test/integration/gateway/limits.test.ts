import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Unavailable } from '#core/errors.ts'
import type { Limit } from '#core/quotas/limit.ts'
import { buildGrant } from '#support/build-snapshot-view.ts'
import { call } from '#support/call-gateway.ts'
import { startGatewayWorld } from '#support/gateway-world.ts'

function withPlan(limits: readonly Limit[], concurrency: number | null = null) {
  return {
    snapshot: (draft: { states: { grant: Map<string, unknown> } }) =>
      draft.states.grant.set('grant-1', buildGrant({ plan: { limits, concurrency } })),
  }
}
const limit = (period: Limit['period'], value: number, hard = true): Limit => ({
  name: `per-${period}`,
  period,
  limit: value,
  hard,
})

describe('limits', () => {
  it('admit exactly what the minute allows, over any concurrency', async () => {
    await using world = await startGatewayWorld(withPlan([limit('minute', 7)]))
    const answers = await Promise.all(Array.from({ length: 30 }, () => call(world)))
    // A minute may end in between: then a second window was opened.
    assert.ok([7, 14].includes(answers.filter((answer) => answer.status === 200).length))
    const refused = answers.find((answer) => answer.status === 429)
    assert.deepEqual(refused?.json['violated-policies'], ['per-minute'])
    assert.equal(refused?.headers['ratelimit-policy'], '"per-minute";q=7;w=60')
    const retry = Number(refused?.headers['retry-after'])
    assert.ok(retry >= 1 && retry <= 60)
  })

  it('count forwarded calls only: a refused one costs the day nothing', async () => {
    await using world = await startGatewayWorld(withPlan([limit('day', 2), limit('month', 1)]))
    assert.equal((await call(world)).status, 200)
    const refused = await call(world)
    assert.deepEqual(refused.json['violated-policies'], ['per-month'])
    const key = {
      environment: 'production',
      application_id: 'app-1',
      beneficiary_id: 'org-valmont',
      api: 'quotient-familial',
      limit_name: 'per-day',
      period: 'day',
    } as const
    const left = await world.quotas.take(key, limit('day', 2), 1)
    assert.equal(left.granted, 1)
  })

  it('bound calls in progress', async () => {
    await using world = await startGatewayWorld(withPlan([], 2))
    const waiting: (() => void)[] = []
    world.upstream.answer = (_request, response) => {
      waiting.push(() => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'))
      if (waiting.length === 2)
        setTimeout(() => {
          for (const go of waiting) go()
        }, 100)
    }
    const answers = await Promise.all([call(world), call(world), call(world)])
    assert.deepEqual(answers.map((answer) => answer.status).sort(), [200, 200, 429])
    world.upstream.answer = (_request, response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    assert.equal((await call(world)).status, 200)
  })

  it('that are hard refuse with 503 when they cannot be decided', async () => {
    await using world = await startGatewayWorld(withPlan([limit('day', 5)]))
    world.quotas = {
      take: () => {
        throw new Unavailable({ problem: 'quota-undecided' })
      },
      putBack: () => {},
    }
    const answer = await call(world)
    assert.equal(answer.status, 503)
    assert.equal(answer.json.reason, 'quota_undecided')
    assert.ok(Number(answer.headers['retry-after']) > 0)
  })
})
