import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { compactVerify, createLocalJWKSet } from 'jose'
import { call } from '#support/call-gateway.ts'
import { civilStatusOfPerson } from '#support/civil-status-query.ts'
import { startGatewayWorld } from '#support/gateway-world.ts'
import { jsonOf } from '#support/recording-upstream.ts'
import { type SandboxBehindGateway, startSandboxBehindGateway } from '#support/sandbox-behind-gateway.ts'

let world: SandboxBehindGateway
before(async () => {
  world = await startSandboxBehindGateway()
})
after(() => world[Symbol.asyncDispose]())

const keysPath = (api: string) => ({ path: `/.well-known/receipt-keys/${api}`, query: '', token: null })

describe('keys of receipts at the gateway', () => {
  it('verify, without a token, what a decision was answered with', async () => {
    const person = world.sandbox.populations.sandbox.persons.find(({ id }) => id === 'persona.nadia.nadia')
    assert.ok(person)
    const stated = Object.entries(civilStatusOfPerson(person)).filter(([, value]) => value !== null)
    const demand = Object.fromEntries(stated.map(([name, value]) => [name.replace('[]', ''), value]))
    const body = JSON.stringify({ ...demand, bareme: 'idfm-solidarite/2025-07' })
    const scope = 'transport_eligibilite'
    const token = world.gateway.signer.sign({ scope })
    const answer = await call(world.gateway, { path: '/transport/v1/eligibilites', query: '', token, body })
    assert.equal(answer.status, 200, answer.text)
    assert.equal(answer.json.data.beneficiaires_lies, undefined)
    const published = await call(world.gateway, keysPath('eligibilite-tarifaire'))
    assert.equal(published.status, 200, published.text)
    const { payload } = await compactVerify(answer.json.data.preuve.jws, createLocalJWKSet(published.json))
    const claims = JSON.parse(Buffer.from(payload).toString())
    assert.equal(claims.decision, answer.json.data.decision)
    assert.equal(claims.jti, answer.headers['x-request-id'])
  })

  it('are of no API that does not exist', async () => {
    assert.equal((await call(world.gateway, keysPath('nothing'))).status, 404)
    assert.equal((await call(world.gateway, keysPath('../x'))).status, 404)
  })

  it('come in production from the provider, without a private half it may send by mistake', async () => {
    await using production = await startGatewayWorld()
    production.upstream.answer = jsonOf({ keys: [{ kty: 'OKP', crv: 'Ed25519', x: 'AA', d: 'canary' }] })
    const { status, json, text } = await call(production, keysPath('quotient-familial'))
    assert.equal(status, 200, text)
    assert.deepEqual(json, { keys: [{ kty: 'OKP', crv: 'Ed25519', x: 'AA' }] })
    production.upstream.answer = jsonOf({ data: {} })
    assert.equal((await call(production, keysPath('quotient-familial'))).status, 404)
  })
})
