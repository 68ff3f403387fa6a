import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { call } from '#support/call-gateway.ts'
import { type GatewayWorld, startGatewayWorld } from '#support/gateway-world.ts'
import { jsonOf } from '#support/recording-upstream.ts'
import type { SpecificationDraft } from '#support/specification-builder.ts'

const path = '/v3/dss/quotient_familial/signalements'

/** A POST that is no twin: it may change something at the provider. */
function addUnsafe(document: SpecificationDraft, isSafe = false): void {
  const { responses } = document.paths['/v3/dss/quotient_familial/identite'].get
  const schema = { type: 'object', additionalProperties: false, properties: { recipient: { type: 'string' } } }
  document.paths[path] = {
    post: {
      operationId: 'postSignalement',
      'x-octroi-recipient': 'recipient',
      ...(isSafe ? { 'x-octroi-safe': true } : {}),
      requestBody: { required: true, content: { 'application/json': { schema } } },
      responses,
    },
  }
}

function post(world: GatewayWorld) {
  return call(world, { path, body: JSON.stringify({ recipient: '21690123100011' }) })
}

const parts = (world: GatewayWorld) =>
  world.records.map(({ part, status, refusal_stage }) => [part, status, refusal_stage])

async function settled(world: GatewayWorld, count: number): Promise<void> {
  for (let turn = 0; turn < 200 && world.records.length < count; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

describe('records of exchanges that cannot be held', () => {
  it('an unsafe call is opened before it is forwarded, and closed after its answer', async () => {
    await using world = await startGatewayWorld({ specification: (document) => addUnsafe(document) })
    let recordsWhenAsked = -1
    world.upstream.answer = (request, response) => {
      recordsWhenAsked = world.records.length
      jsonOf({ data: { quotient_familial: { valeur: 1 } } })(request, response)
    }
    const answer = await post(world)
    assert.equal(answer.status, 200, answer.text)
    assert.equal(recordsWhenAsked, 1)
    await settled(world, 2)
    assert.deepEqual(parts(world), [
      ['opened', 100, 'none'],
      ['closed', 200, 'none'],
    ])
    const [opened, closed] = world.records
    assert.equal(answer.headers['octroi-record'], 'gw.chain.1.hash')
    assert.equal(closed?.opened, 'chain.1')
    assert.equal(closed?.request_id, opened?.request_id)
    assert.equal(closed?.complete, true)
    assert.deepEqual([opened?.lease_id, closed?.lease_id], ['lease-1', null], 'one unit is one lease in one record')
  })

  it('an unsafe call that cannot be recorded is not forwarded', async () => {
    await using world = await startGatewayWorld({ specification: (document) => addUnsafe(document) })
    world.recordsFail = true
    const answer = await post(world)
    assert.equal(answer.status, 503)
    assert.equal(answer.json.reason, 'record_failed')
    assert.equal(world.upstream.requests.length, 0)
  })

  it('an unsafe call whose provider fails is closed with the failure', async () => {
    await using world = await startGatewayWorld({ specification: (document) => addUnsafe(document) })
    world.upstream.answer = (_request, response) => response.destroy()
    assert.equal((await post(world)).status, 502)
    await settled(world, 2)
    assert.deepEqual(parts(world), [
      ['opened', 100, 'none'],
      ['closed', 502, 'forward'],
    ])
  })

  it('a POST that its API declares safe has one record', async () => {
    await using world = await startGatewayWorld({ specification: (document) => addUnsafe(document, true) })
    assert.equal((await post(world)).status, 200)
    assert.deepEqual(parts(world), [[undefined, 200, 'none']])
  })

  it('an answer over 256 KiB is opened before its first byte; one of just as many is held', async () => {
    await using world = await startGatewayWorld()
    const answerOf = (length: number) => jsonOf({ data: { quotient_familial: { valeur: 'x'.repeat(length) } } })
    const overhead = JSON.stringify({ data: { quotient_familial: { valeur: '' } } }).length
    world.upstream.answer = answerOf(256 * 1024 - overhead)
    assert.equal((await call(world)).status, 200)
    assert.deepEqual(parts(world), [[undefined, 200, 'none']])
    world.upstream.answer = answerOf(256 * 1024 - overhead + 1)
    assert.equal((await call(world)).status, 200)
    await settled(world, 3)
    assert.deepEqual(parts(world).slice(1), [
      ['opened', 100, 'none'],
      ['closed', 200, 'none'],
    ])
    assert.deepEqual(world.records[1]?.fields, ['data.quotient_familial.valeur'])
    world.recordsFail = true
    assert.equal((await call(world)).status, 503)
  })

  it('a stream that breaks is closed as incomplete', async () => {
    await using world = await startGatewayWorld({
      specification: (document) => {
        document['x-octroi'].always = ['*']
      },
    })
    world.upstream.answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/pdf', 'content-length': 1_000_000 })
      response.write(Buffer.alloc(1_000))
      setTimeout(() => response.destroy(), 20)
    }
    await assert.rejects(call(world))
    await settled(world, 2)
    assert.equal(world.records[1]?.part, 'closed')
    assert.equal(world.records[1]?.complete, false)
  })
})
