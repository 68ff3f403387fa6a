import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { describe, it } from 'node:test'
import { call, callPath, validQuery } from '#support/call-gateway.ts'
import { startGatewayWorld } from '#support/gateway-world.ts'
import { rawExchange } from '#support/raw-exchange.ts'

const validBody = { recipient: '21690123100011', nomNaissance: 'LEFEBVRE', prenoms: ['ALEXIS'] }
const json = 'Content-Type: application/json'

// biome-ignore format: one fault a line
const faults: readonly (readonly [string, string])[] = [
  ['a body shorter than announced', `HTTP/1.1 200 OK\r\n${json}\r\nContent-Length: 50\r\n\r\n{"data":1}`],
  ['two lengths', `HTTP/1.1 200 OK\r\n${json}\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}`],
  ['a length and chunks', `HTTP/1.1 200 OK\r\n${json}\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`],
  ['a chunk that is none', `HTTP/1.1 200 OK\r\n${json}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n`],
  ['headers without end', `HTTP/1.1 200 OK\r\nX-A: ${'a'.repeat(40_000)}\r\n\r\n{}`],
  ['no HTTP at all', 'SSH-2.0-OpenSSH\r\n\r\n'],
  ['nothing', ''],
  ['informational answers and then nothing', 'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(20)],
]

describe('an upstream that', () => {
  for (const [name, bytes] of faults) {
    it(`sends ${name} is told to the caller as 502, and nothing of it leaves`, async () => {
      const broken = createServer((socket) => {
        socket.on('error', () => {})
        socket.once('data', () => socket.end(bytes))
      })
      await new Promise<void>((resolve) => broken.listen(0, '127.0.0.1', resolve))
      const address = broken.address()
      const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
      await using world = await startGatewayWorld({
        configuration: { upstreamAllow: ['127.0.0.0/8'] },
        snapshot: (draft) =>
          draft.states.api.set('quotient-familial@v3', {
            ...draft.states.api.get('quotient-familial@v3')!,
            upstream_url: url,
          }),
      })
      const answer = await call(world)
      broken.close()
      assert.equal(answer.status, 502, answer.text)
      assert.equal(answer.json.reason, 'upstream_error')
      assert.deepEqual(world.failures, [])
    })
  }

  it('is away is asked no more for a moment, then tried again', async () => {
    await using world = await startGatewayWorld()
    await world.upstream[Symbol.asyncDispose]()
    const answers = await Promise.all(Array.from({ length: 12 }, () => call(world)))
    assert.ok(answers.every((answer) => answer.status === 503))
    const waiting = await call(world)
    assert.equal(waiting.status, 503)
    assert.ok(Number(waiting.headers['retry-after']) <= 5)
  })
})

describe('callers that hang up', () => {
  it('end their own upstream exchange, and do not open the circuit for others', async () => {
    await using world = await startGatewayWorld()
    const answer = world.upstream.answer
    let closed = 0
    world.upstream.answer = (_request, response) => response.on('close', () => (closed += 1))
    const token = world.signer.sign()
    const head = `GET ${callPath}?${validQuery} HTTP/1.1\r\nHost: a.example\r\nAuthorization: Bearer ${token}\r\n\r\n`
    await Promise.all(Array.from({ length: 15 }, () => rawExchange(world.port, head, 50)))
    for (let tries = 0; tries < 40 && closed < 15; tries += 1) await new Promise((resolve) => setTimeout(resolve, 25))
    assert.equal(closed, 15)
    world.upstream.answer = answer
    assert.equal((await call(world)).status, 200)
  })
})

describe('a body', () => {
  for (const [name, padding, status] of [
    ['just below the limit', -1, 200],
    ['at the limit', 0, 200],
    ['just above it', 1, 413],
  ] as const) {
    for (const isChunked of [false, true]) {
      it(`${name} is ${status === 200 ? 'read' : 'refused'}${isChunked ? ' in chunks too' : ''}`, async () => {
        const limit = 1024
        await using world = await startGatewayWorld({
          configuration: {
            limits: {
              maxUrlBytes: 8192,
              maxHeaderBytes: 16384,
              maxBodyBytes: limit,
              maxAnswerBytes: 1e6,
              maxTokenBytes: 4096,
            },
          },
        })
        const text = JSON.stringify(validBody)
        const body = text + ' '.repeat(limit + padding - text.length)
        const framing = isChunked
          ? `Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`
          : `Content-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`
        const head = `POST ${callPath} HTTP/1.1\r\nHost: a.example\r\n${json}\r\nAuthorization: Bearer ${world.signer.sign()}\r\n`
        assert.match(await rawExchange(world.port, head + framing), new RegExp(`^HTTP/1.1 ${status} `))
      })
    }
  }
})

describe('records', () => {
  it('of refusals are coalesced beyond ten a second, answers never', async () => {
    await using world = await startGatewayWorld()
    const began = performance.now()
    await Promise.all(Array.from({ length: 100 }, () => call(world, { query: 'x=1' })))
    // The budget refills while the calls run: ten more for each second they took.
    const most = 11 + Math.ceil((performance.now() - began) / 100)
    assert.ok(world.records.length >= 10 && world.records.length <= most, `${world.records.length} of at most ${most}`)
    const before = world.records.length
    await Promise.all(Array.from({ length: 20 }, () => call(world, { query: validQuery })))
    assert.equal(world.records.length, before + 20)
  })

  it('in the sandbox are not waited for, and their failure stops nobody', async () => {
    await using world = await startGatewayWorld({ environment: 'sandbox' })
    world.recordsFail = true
    assert.equal((await call(world)).status, 200)
    assert.equal(world.failures.length, 1)
  })
})
