import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { call, callPath } from '#support/call-gateway.ts'
import { startGatewayWorld, wholeAnswer } from '#support/gateway-world.ts'
import { jsonOf } from '#support/recording-upstream.ts'

describe('a governed call', () => {
  it('is answered with the granted fields only, under our identity headers', async () => {
    await using world = await startGatewayWorld()
    const answer = await call(world, { headers: { 'x-correlation-id': 'dossier-42' } })
    assert.equal(answer.status, 200, answer.text)
    const { quotient_familial, enfants } = wholeAnswer.data
    assert.deepEqual(answer.json, { data: { quotient_familial, enfants }, links: {}, meta: {} })
    assert.equal(answer.headers['cache-control'], 'no-store')
    assert.equal(answer.headers['x-correlation-id'], 'dossier-42')
    assert.match(String(answer.headers['x-request-id']), /^[0-9a-f-]{36}$/)
    assert.equal(answer.headers['octroi-record'], 'gw.chain.1.hash')
    const [sent] = world.upstream.requests
    assert.equal(sent?.url, `${callPath}?recipient=21690123100011&nomNaissance=LEFEBVRE&prenoms%5B%5D=ALEXIS`)
    assert.equal(sent?.headers['octroi-request-id'], answer.headers['x-request-id'])
    assert.equal(sent?.headers['octroi-application'], 'app-1')
    assert.equal(sent?.headers['octroi-recipient'], '21690123100011')
    assert.equal(sent?.headers['octroi-legal-context'], 'TRANSPORT:TARIFICATION_SOLIDAIRE')
    assert.equal(sent?.headers['octroi-environment'], 'production')
    assert.equal(sent?.headers['x-correlation-id'], 'dossier-42')
    assert.equal(sent?.headers.authorization, undefined)
  })

  it('leaves a record with the names of the fields and none of the data', async () => {
    await using world = await startGatewayWorld()
    const answer = await call(world)
    const [record] = world.records
    assert.equal(record?.request_id, answer.headers['x-request-id'])
    assert.equal(record?.status, 200)
    assert.equal(record?.refusal_stage, 'none')
    assert.deepEqual(
      [record?.application_id, record?.beneficiary_id, record?.grant_id, record?.operation, record?.lease_id],
      ['app-1', 'org-valmont', 'grant-1', 'getQuotientFamilialIdentite', 'lease-1'],
    )
    assert.deepEqual(record?.fields, [
      'data.enfants.date_naissance',
      'data.enfants.prenoms',
      'data.quotient_familial.annee',
      'data.quotient_familial.valeur',
    ])
    assert.doesNotMatch(JSON.stringify(record), /LEFEBVRE|ALEXIS|312|LEA/)
    assert.doesNotMatch(JSON.stringify(world.observations), /LEFEBVRE|ALEXIS/)
  })

  it('takes the same parameters in the body of the POST twin', async () => {
    await using world = await startGatewayWorld()
    const body = {
      recipient: '21690123100011',
      nomNaissance: 'LEFEBVRE',
      prenoms: ['ALEXIS'],
      anneeDateNaissance: 1982,
    }
    const answer = await call(world, { body: JSON.stringify(body) })
    assert.equal(answer.status, 200, answer.text)
    assert.equal(world.upstream.requests[0]?.method, 'POST')
    assert.deepEqual(JSON.parse(world.upstream.requests[0]?.body ?? ''), body)
    assert.equal(world.records[0]?.operation, 'postQuotientFamilialIdentite')
  })

  it('announces limits in the draft-11 headers', async () => {
    await using world = await startGatewayWorld()
    const answer = await call(world)
    assert.equal(answer.headers['ratelimit-policy'], '"day";q=1000;w=86400')
    assert.match(String(answer.headers.ratelimit), /^"day";r=999;t=\d+$/)
  })

  it('is narrowed by the scopes of its token', async () => {
    await using world = await startGatewayWorld()
    const answer = await call(world, { token: world.signer.sign({ scope: 'cnaf_enfants' }) })
    assert.deepEqual(Object.keys(answer.json.data), ['enfants'])
    assert.deepEqual(world.records[0]?.scopes_effective, ['cnaf_enfants'])
  })

  it('announces deprecation and the successor', async () => {
    await using world = await startGatewayWorld({
      specification: (document) => {
        document['x-octroi'].lifecycle = {
          released: '2024-10-01',
          deprecated: '2026-01-01',
          sunset: '2099-06-30',
          successor: 'v4',
        }
      },
    })
    const answer = await call(world)
    assert.equal(answer.headers.deprecation, '@1767225600')
    assert.equal(answer.headers.sunset, 'Tue, 30 Jun 2099 23:59:59 GMT')
    assert.match(String(answer.headers.link), /rel="successor-version"/)
  })

  it('hands on a provider error in the envelope of the API, and replaces any other', async () => {
    await using world = await startGatewayWorld()
    world.upstream.answer = jsonOf(
      { type: 'https://p.example/x', title: 'Dossier absent', detail: 'd', nir: 'canary' },
      404,
    )
    const relayed = await call(world)
    assert.equal(relayed.status, 404)
    assert.equal(relayed.json.title, 'Dossier absent')
    assert.doesNotMatch(relayed.text, /canary/)
    world.upstream.answer = jsonOf({ nir: 'canary' }, 404)
    const replaced = await call(world)
    assert.equal(replaced.status, 404)
    assert.equal(replaced.json.reason, 'identity_not_found')
    assert.doesNotMatch(replaced.text, /canary/)
    assert.equal(world.records.at(-1)?.refusal_stage, 'none')
  })

  it('relays an answer that is opened as a whole without reading it', async () => {
    await using world = await startGatewayWorld({
      specification: (document) => {
        document['x-octroi'].always = ['*']
      },
    })
    const big = Buffer.alloc(3_000_000, 'x')
    world.upstream.answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/pdf', 'set-cookie': 'a=b' })
      response.end(big)
    }
    const answer = await call(world)
    assert.equal(answer.text.length, big.length)
    assert.equal(answer.headers['content-type'], 'application/pdf')
    assert.equal(answer.headers['set-cookie'], undefined)
    assert.deepEqual(world.records[0]?.fields, ['*'])
  })
})
