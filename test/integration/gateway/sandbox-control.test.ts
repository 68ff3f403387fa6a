import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { call } from '#support/call-gateway.ts'
import { startGatewayWorld } from '#support/gateway-world.ts'
import { jsonOf } from '#support/recording-upstream.ts'

const sandboxOf = (envelope: 'problem' | 'api-particulier') => ({
  environment: 'sandbox' as const,
  specification: (document: { 'x-octroi': { error_envelope: string } }) => {
    document['x-octroi'].error_envelope = envelope
  },
})
const error = (code: string) => ({
  errors: [{ code, title: 'x', detail: 'y', source: null, meta: { provider: 'CNAF', explain: 'Attendez.' } }],
})

describe('sandbox control at the gateway', () => {
  it('passes what the developer asks for to the engine', async () => {
    await using world = await startGatewayWorld(sandboxOf('problem'))
    await call(world, {
      headers: { 'x-sandbox-scenario': 'conflict', prefer: 'code=503', 'x-sandbox-date': '2027-01-05' },
    })
    const { headers } = world.upstream.requests[0] ?? {}
    assert.equal(headers?.['x-sandbox-scenario'], 'conflict')
    assert.equal(headers?.['x-sandbox-date'], '2027-01-05')
    assert.equal(headers?.prefer, 'code=503')
  })

  it('relays any forced status, with what to change', async () => {
    await using world = await startGatewayWorld(sandboxOf('api-particulier'))
    for (const status of [400, 401, 403, 404, 409, 422, 429, 500, 502, 503, 504]) {
      world.upstream.answer = jsonOf(error('35003'), status, { 'octroi-forced': 'x', 'retry-after': '7' })
      const answer = await call(world)
      assert.equal(answer.status, status)
      assert.equal(answer.json.errors[0].meta.explain, 'Attendez.')
      assert.equal(answer.headers['retry-after'], '7')
      assert.equal(answer.headers['octroi-forced'], undefined)
    }
  })

  it('relays partial data, fields still masked', async () => {
    await using world = await startGatewayWorld(sandboxOf('api-particulier'))
    const body = {
      data: { enfants: [], adresse: { rue: 'SECRET' } },
      meta: { donnees_manquantes: ['quotient_familial'] },
    }
    world.upstream.answer = jsonOf(body, 206, { 'octroi-forced': 'partial-data' })
    const answer = await call(world)
    assert.equal(answer.status, 206)
    assert.deepEqual(answer.json.meta.donnees_manquantes, ['quotient_familial'])
    assert.doesNotMatch(answer.text, /SECRET/)
  })

  it('believes no forced status of a production provider', async () => {
    await using world = await startGatewayWorld({ ...sandboxOf('api-particulier'), environment: 'production' })
    for (const status of [401, 429, 500]) {
      world.upstream.answer = jsonOf(error('35003'), status, { 'octroi-forced': 'x' })
      assert.ok([502, 504].includes((await call(world)).status))
    }
  })

  it('opens no circuit for failures somebody asked for', async () => {
    await using world = await startGatewayWorld(sandboxOf('problem'))
    const ordinary = world.upstream.answer
    world.upstream.answer = (_request, response) => response.destroy()
    for (let time = 0; time < 12; time++) assert.equal((await call(world)).status, 502)
    world.upstream.answer = ordinary
    assert.equal((await call(world)).status, 200)
  })

  it('holds a call to the quota it names, with the real limiter', async () => {
    await using world = await startGatewayWorld(sandboxOf('problem'))
    const ask = (quota: string) => call(world, { headers: { 'x-sandbox-quota': quota } })
    const answers = [await ask('2/h'), await ask('2/h'), await ask('2/h')]
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 429],
    )
    assert.deepEqual(answers[2]?.json['violated-policies'], ['sandbox-h'])
    assert.ok(Number(answers[2]?.headers['retry-after']) >= 1)
    assert.match(String(answers[0]?.headers.ratelimit), /"sandbox-h";r=1/)
    assert.equal((await call(world)).status, 200)
    assert.equal((await ask('3/h')).status, 200)
    for (const wrong of ['0/min', '5', '5/day', 'many']) {
      const refused = await ask(wrong)
      assert.equal(refused.status, 400)
      assert.equal(refused.json.errors[0].field, 'X-Sandbox-Quota')
    }
  })

  it('says what to change in every refusal of its own, in either envelope', async () => {
    await using particulier = await startGatewayWorld(sandboxOf('api-particulier'))
    const refused = await call(particulier, { token: null })
    assert.match(refused.json.errors[0].meta.explain, /nouveau jeton/)
    await using problems = await startGatewayWorld(sandboxOf('problem'))
    assert.match((await call(problems, { token: null })).json.explain, /new token/)
  })

  it('knows no such quota in production', async () => {
    await using world = await startGatewayWorld()
    const refused = await call(world, { headers: { 'x-sandbox-quota': '5/min' } })
    assert.equal(refused.status, 400)
    assert.match(refused.text, /sandbox-header-in-production/)
  })
})
