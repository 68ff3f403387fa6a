import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { compileApi } from '#core/catalog/compile-api.ts'
import { Unprocessable } from '#core/errors.ts'
import { createResponseCache } from '#gateway/upstream/response-cache.ts'
import { buildGrant, siretOfOther } from '#support/build-snapshot-view.ts'
import { call, callPath, validQuery } from '#support/call-gateway.ts'
import { createFakeClock } from '#support/fake-clock.ts'
import { type GatewayWorldOptions, startGatewayWorld, wholeAnswer } from '#support/gateway-world.ts'
import { jsonOf } from '#support/recording-upstream.ts'
import { buildSpecification } from '#support/specification-builder.ts'

const seconds = 60

/** A gateway whose operation is declared cacheable for a minute. */
function startCaching(options: GatewayWorldOptions = {}) {
  return startGatewayWorld({
    ...options,
    specification: (document) => {
      document.paths[callPath].get['x-octroi-cache-seconds'] = seconds
    },
  })
}

describe('an operation declared cacheable', () => {
  it('repeats its answer to the same grant and parameters, and says so', async () => {
    await using world = await startCaching()
    const first = await call(world)
    const second = await call(world)
    assert.deepEqual([first.status, second.status, world.upstream.requests.length], [200, 200, 1])
    assert.deepEqual(second.json, first.json)
    assert.equal(first.headers['x-response-cached'], undefined)
    assert.equal(second.headers['x-response-cached'], 'true')
    const left = Number(second.headers['x-cache-expires-in'])
    assert.ok(left > 0 && left <= seconds)
    // Each call has its record, and the second no provider.
    assert.deepEqual(
      world.records.map(({ status, upstream_ms }) => [status, upstream_ms === null]),
      [
        [200, false],
        [200, true],
      ],
    )
  })

  it('asks again for other parameters, another recipient, another agent, or another case', async () => {
    await using world = await startCaching({
      snapshot: ({ states }) => void states.grant.set('grant-2', buildGrant({ beneficiary_id: 'org-other' })),
    })
    const asks = [
      {},
      { query: validQuery.replace('ALEXIS', 'ALICE') },
      { query: validQuery.replace('21690123100011', siretOfOther) },
      { headers: { 'x-agent-id': 'agent-7' } },
      { headers: { 'accept-language': 'en' } },
    ]
    for (const ask of [...asks, ...asks]) assert.equal((await call(world, ask)).status, 200)
    assert.equal(world.upstream.requests.length, asks.length)
  })

  it('never gives one grant what another obtained, though everything else is the same', async () => {
    await using world = await startCaching({
      snapshot: ({ states }) => {
        const application = states.application.get('client-1')
        const credential = states.credential.get('cred-1')
        if (!application || !credential) return
        states.application.set('client-2', { ...application })
        states.credential.set('cred-2', { ...credential, client_id: 'client-2' })
        states.grant.set('grant-2', buildGrant({ client_id: 'client-2' }))
      },
    })
    await call(world)
    const token = world.signer.sign({ sub: 'client-2', client_id: 'client-2', cred: 'cred-2' })
    const other = await call(world, { token })
    assert.equal(other.status, 200, other.text)
    assert.equal(other.headers['x-response-cached'], undefined)
    assert.equal(world.upstream.requests.length, 2)
  })

  it('shows a narrower token less of a kept answer', async () => {
    await using world = await startCaching()
    assert.ok((await call(world)).json.data.quotient_familial)
    const narrow = await call(world, { token: world.signer.sign({ scope: 'cnaf_enfants' }) })
    assert.equal(narrow.headers['x-response-cached'], 'true')
    assert.deepEqual(Object.keys(narrow.json.data), ['enfants'])
  })

  it('is not repeated to a grant that was revoked, suspended or changed, and its answer is dropped', async () => {
    await using world = await startCaching()
    await call(world)
    world.change(['grant'], ({ states }) => void states.grant.set('grant-1', buildGrant({ generation: 2 })))
    assert.equal((await call(world)).headers['x-response-cached'], undefined)
    assert.equal(world.upstream.requests.length, 2)
    world.change(['grant'], ({ states }) => void states.grant.set('grant-1', buildGrant({ state: 'suspended' })))
    assert.equal((await call(world)).status, 403)
    world.change(['grant'], ({ states }) => void states.grant.delete('grant-1'))
    assert.equal((await call(world)).status, 403)
    world.change(['grant'], ({ states }) => void states.grant.set('grant-1', buildGrant({ generation: 2 })))
    assert.equal((await call(world)).headers['x-response-cached'], undefined)
  })

  it('ends with its time, or earlier when the provider says so', async () => {
    const clock = createFakeClock()
    await using world = await startCaching({ clock })
    await call(world)
    clock.advance(seconds * 1000 - 1)
    assert.equal((await call(world)).headers['x-cache-expires-in'], '1')
    clock.advance(1)
    assert.equal((await call(world)).headers['x-response-cached'], undefined)
    world.upstream.answer = jsonOf(wholeAnswer, 200, { 'cache-control': 'private, max-age=5' })
    clock.advance(seconds * 1000)
    await call(world)
    assert.equal((await call(world)).headers['x-cache-expires-in'], '5')
  })

  it('is asked for again when the caller or the provider wants no cache, and after anything but a good answer', async () => {
    await using world = await startCaching()
    await call(world)
    await call(world, { headers: { 'cache-control': 'no-cache' } })
    await call(world, { headers: { 'cache-control': 'no-cache' } })
    assert.equal(world.upstream.requests.length, 3)
    const others = [
      jsonOf(wholeAnswer, 200, { 'cache-control': 'no-store' }),
      jsonOf({}, 404),
      jsonOf({}, 503),
      jsonOf('not an object'),
    ]
    for (const [at, answer] of others.entries()) {
      world.upstream.answer = answer
      const before: number = world.upstream.requests.length
      const query = validQuery.replace('ALEXIS', `ALEXIS${'A'.repeat(at + 1)}`)
      await call(world, { query })
      await call(world, { query })
      assert.equal(world.upstream.requests.length, before + 2)
    }
  })

  it('counts against the quota like any call', async () => {
    await using world = await startCaching({
      snapshot: ({ states }) => {
        const limits = [{ name: 'day', period: 'day', limit: 2, hard: true }] as const
        states.grant.set('grant-1', buildGrant({ plan: { limits, concurrency: null } }))
      },
    })
    assert.deepEqual(
      [(await call(world)).status, (await call(world)).status, (await call(world)).status],
      [200, 200, 429],
    )
  })

  it('is asked each time in the sandbox, and where nothing is declared', async () => {
    await using sandbox = await startCaching({ environment: 'sandbox' })
    await using undeclared = await startGatewayWorld()
    for (const world of [sandbox, undeclared]) {
      await call(world)
      await call(world)
      assert.equal(world.upstream.requests.length, 2)
    }
  })

  it('is safe, or its specification is refused', () => {
    const compile = (method: 'get' | 'post') =>
      compileApi(
        buildSpecification((document) => {
          const { get } = document.paths[callPath]
          if (method === 'post')
            document.paths[callPath].put = { ...get, operationId: 'putIt', 'x-octroi-cache-seconds': 5 }
          else get['x-octroi-cache-seconds'] = 5
        }),
      )
    const operations = compile('get').operations
    assert.deepEqual(
      operations.map(({ cache_seconds }) => cache_seconds),
      [5, 5],
    )
    assert.throws(() => compile('post'), Unprocessable)
  })

  it('is kept within the bytes of the cache, the one used longest ago leaving first', () => {
    const clock = createFakeClock()
    const cache = createResponseCache(clock, 10_000)
    const view = { states: { grant: new Map([['grant-1', buildGrant({})]]) } }
    const exchange = {
      rules: { view },
      grant: { id: 'grant-1', state: buildGrant({}) },
      request: { headers: {} },
    } as never
    const answer = { status: 200, headers: {}, body: Buffer.alloc(2000) }
    for (const key of ['a', 'b', 'c']) cache.set(key, exchange, answer, 60)
    assert.ok(cache.get('a', exchange))
    cache.set('d', exchange, answer, 60)
    assert.ok(cache.bytes <= 10_000)
    assert.equal(cache.get('b', exchange), null)
    assert.ok(cache.get('a', exchange) && cache.get('c', exchange) && cache.get('d', exchange))
    cache.set('large', exchange, { ...answer, body: Buffer.alloc(300_000) }, 60)
    assert.equal(cache.get('large', exchange), null)
  })
})
