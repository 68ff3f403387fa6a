import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { buildGrant } from '#support/build-snapshot-view.ts'
import { type CallOptions, call, validQuery } from '#support/call-gateway.ts'
import { type GatewayWorld, startGatewayWorld } from '#support/gateway-world.ts'
import { jsonOf } from '#support/recording-upstream.ts'

const specification = (document: { 'x-octroi': { error_envelope: string } }) => {
  document['x-octroi'].error_envelope = 'api-particulier'
}

// biome-ignore format: one code a line
const cases: readonly (readonly [string, CallOptions | ((world: GatewayWorld) => CallOptions), number, string])[] = [
  ['an invalid token', { token: 'abc' }, 401, '00101'],
  ['an expired token', (world) => ({ token: world.signer.sign({ exp: 5 }) }), 401, '00103'],
  ['a revoked credential', (world) => ({ token: world.signer.sign({ cred: 'gone' }) }), 401, '00105'],
  ['an unknown static token', { token: 'oct_prd_abcdefghijklmnopqrstuvwxyz' }, 401, '00106'],
  ['missing privileges', (world) => ({ token: world.signer.sign({ scope: 'x' }) }), 403, '00100'],
  ['a missing recipient', { query: validQuery.replace(/recipient=\d+&/, '') }, 422, '00203'],
  ['a recipient that is no SIRET', { query: validQuery.replace('21690123100011', '1234') }, 422, '00210'],
  ['the provider as recipient', { query: validQuery.replace('21690123100011', '13002526500013') }, 422, '00211'],
  ['an invalid trait', { query: validQuery.replace('LEFEBVRE', '123') }, 422, '00366'],
]

describe('an API with the API Particulier envelope', () => {
  for (const [name, options, status, code] of cases) {
    it(`answers ${code} to ${name}`, async () => {
      await using world = await startGatewayWorld({ specification })
      const answer = await call(world, typeof options === 'function' ? options(world) : options)
      assert.equal(answer.status, status, answer.text)
      assert.equal(answer.json.errors[0].code, code)
      assert.deepEqual(Object.keys(answer.json.errors[0]), ['code', 'title', 'detail', 'source', 'meta'])
      assert.match(String(answer.headers['content-type']), /^application\/json/)
    })
  }

  it('names the refused parameter in source', async () => {
    await using world = await startGatewayWorld({ specification })
    const answer = await call(world, { query: validQuery.replace('LEFEBVRE', '123') })
    assert.deepEqual(answer.json.errors[0].source, { parameter: 'nomNaissance' })
  })

  it('answers a problem document to a client that asks for one', async () => {
    await using world = await startGatewayWorld({ specification })
    const answer = await call(world, { token: null, headers: { accept: 'application/problem+json, application/json' } })
    assert.equal(answer.headers['content-type'], 'application/problem+json')
    assert.equal(answer.json.type, 'http://portal.example/problems/invalid-token')
  })

  it('answers the legacy rate headers and 00429', async () => {
    await using world = await startGatewayWorld({
      specification,
      snapshot: (draft) =>
        draft.states.grant.set(
          'grant-1',
          buildGrant({
            plan: { limits: [{ name: 'minute', period: 'day', limit: 1, hard: true }], concurrency: null },
          }),
        ),
    })
    const first = await call(world)
    assert.deepEqual([first.headers['ratelimit-limit'], first.headers['ratelimit-remaining']], ['1', '0'])
    assert.ok(Number(first.headers['ratelimit-reset']) > Date.now() / 1000)
    assert.equal(first.headers['ratelimit-policy'], undefined)
    const second = await call(world)
    assert.equal(second.status, 429)
    assert.equal(second.json.errors[0].code, '00429')
  })

  it('relays the codes of the provider, and speaks of an unreachable one with 504', async () => {
    await using world = await startGatewayWorld({ specification })
    world.upstream.answer = jsonOf(
      {
        errors: [
          { code: '37003', title: 'Absent', detail: 'd', source: null, meta: { provider: 'CNAV' }, nir: 'canary' },
        ],
        more: 'canary',
      },
      404,
    )
    const relayed = await call(world)
    assert.equal(relayed.status, 404)
    assert.deepEqual([relayed.json.errors[0].code, relayed.json.errors[0].meta.provider], ['37003', 'CNAV'])
    assert.doesNotMatch(relayed.text, /canary/)
    world.upstream.answer = (_request, response) => response.writeHead(503).end()
    const away = await call(world)
    assert.deepEqual([away.status, away.json.errors[0].code, away.json.errors[0].meta.retry_in], [504, '35001', 10])
    world.upstream.answer = jsonOf({ errors: [{ code: '35000', title: 't', detail: 'd' }] }, 502)
    const failing = await call(world)
    assert.deepEqual([failing.status, failing.json.errors[0].code], [502, '35000'])
    world.upstream.answer = (_request, response) => response.writeHead(500).end('oops')
    assert.equal((await call(world)).json.errors[0].code, '35999')
  })
})
