import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, createServer as createSocketServer } from 'node:net'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { call } from '#support/call-gateway.ts'
import { createFakeClock } from '#support/fake-clock.ts'
import { type GatewayWorldOptions, startGatewayWorld, wholeAnswer } from '#support/gateway-world.ts'
import { makeCertificate } from '#support/make-certificate.ts'
import { jsonOf, type RecordingUpstream, startRecordingUpstream } from '#support/recording-upstream.ts'

type Shares = readonly (readonly [url: string, weight: number])[]

/** A gateway whose API has these roots. */
function startWith(shares: Shares, options: GatewayWorldOptions = {}) {
  return startGatewayWorld({
    ...options,
    configuration: { upstreamAllow: ['127.0.0.0/8'], ...options.configuration },
    snapshot: (draft) => {
      const known = draft.states.api.get('quotient-familial@v3')
      const upstream_targets = shares.map(([url, weight]) => ({ url, weight }))
      if (known) draft.states.api.set('quotient-familial@v3', { ...known, upstream_targets })
    },
  })
}

/** An address nobody listens at. */
async function deadUrl(): Promise<string> {
  const server = createSocketServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${port}`
}

async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await isTrue()) return
    await wait(25)
  }
  assert.fail('it never came')
}

const body = JSON.stringify({ recipient: '21690123100011', nomNaissance: 'LEFEBVRE', prenoms: ['ALEXIS'] })

for (const fastPath of [true, false]) {
  const name = fastPath ? 'on the fast path' : 'without the fast path'

  test(`targets share the calls by weight, each below its own path, ${name}`, async () => {
    await using first = await startRecordingUpstream(wholeAnswer)
    await using second = await startRecordingUpstream(wholeAnswer)
    const shares: Shares = [
      [`${first.url}/a/`, 3],
      [`${second.url}/b`, 1],
    ]
    await using world = await startWith(shares, { configuration: { fastPath } })
    for (let at = 0; at < 12; at += 1) assert.equal((await call(world)).status, 200)
    assert.deepEqual([first.requests.length, second.requests.length, world.upstream.requests.length], [9, 3, 0])
    assert.ok(first.requests.every(({ url }) => url.startsWith('/a/v3/dss/')))
    assert.ok(second.requests.every(({ url }) => url.startsWith('/b/v3/dss/')))
  })

  test(`a call whose target cannot be reached goes to another, with its body too, ${name}`, async () => {
    await using well = await startRecordingUpstream(wholeAnswer)
    const shares: Shares = [
      [await deadUrl(), 5],
      [well.url, 1],
    ]
    await using world = await startWith(shares, { configuration: { fastPath } })
    for (let at = 0; at < 10; at += 1) {
      assert.equal((await call(world)).status, 200)
      assert.equal((await call(world, { body })).status, 200)
    }
    assert.equal(well.requests.length, 20)
  })

  test(`a GET that finds its kept connection closed is sent once more, and no other method, ${name}`, async () => {
    const served = { get: 0, post: 0 }
    const server = createServer((request, response) => {
      const kind = request.method === 'GET' ? 'get' : 'post'
      served[kind] += 1
      // The second request of a connection meets its end.
      const socket = request.socket as typeof request.socket & { used?: boolean }
      if (socket.used) socket.destroy()
      else {
        socket.used = true
        jsonOf(wholeAnswer)(request as never, response)
      }
    })
    await using provider = await listening(server)
    await using world = await startWith([[provider.url, 1]], { configuration: { fastPath } })
    assert.equal((await call(world)).status, 200)
    assert.equal((await call(world)).status, 200)
    assert.equal(served.get, 3)
    assert.equal((await call(world, { body })).status, 502)
    assert.equal(served.post, 1)
  })
}

async function listening(server: Server, scheme = 'http') {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** A provider that breaks every exchange while it is ill. */
function makeIll(provider: RecordingUpstream): () => void {
  const answer = provider.answer
  provider.answer = (_request, response) => response.destroy()
  return () => {
    provider.answer = answer
  }
}

test('a target that breaks its exchanges is left alone, then tried with one call, then used again', async () => {
  const clock = createFakeClock()
  await using ill = await startRecordingUpstream(wholeAnswer)
  await using well = await startRecordingUpstream(wholeAnswer)
  const cure = makeIll(ill)
  const shares: Shares = [
    [ill.url, 1],
    [well.url, 1],
  ]
  await using world = await startWith(shares, { clock })
  const ask = async (times: number) => {
    const statuses: number[] = []
    for (let at = 0; at < times; at += 1) statuses.push((await call(world, { body })).status)
    return statuses.filter((status) => status === 200).length
  }
  assert.equal(await ask(20), 10)
  assert.equal(ill.requests.length, 10)
  assert.equal(await ask(10), 10)
  assert.equal(ill.requests.length, 10)
  clock.advance(5001)
  assert.equal(await ask(10), 9)
  assert.equal(ill.requests.length, 11)
  cure()
  clock.advance(5001)
  assert.equal(await ask(10), 10)
  assert.ok(ill.requests.length > 14)
})

test('when every target is left alone the caller is told how long', async () => {
  const clock = createFakeClock()
  await using world = await startWith(
    [
      [await deadUrl(), 1],
      [await deadUrl(), 1],
    ],
    { clock },
  )
  for (let at = 0; at < 12; at += 1) assert.equal((await call(world)).status, 503)
  const refused = await call(world)
  assert.equal(refused.status, 503)
  assert.match(refused.json.detail, /stopped answering/)
  assert.equal(refused.headers['retry-after'], '5')
})

test('a target that says it is unwell gets no calls until it says it is well', async () => {
  await using unwell = await startRecordingUpstream(wholeAnswer)
  await using well = await startRecordingUpstream(wholeAnswer)
  let isWell = false
  const answer = unwell.answer
  const calls = { unwell: 0 }
  unwell.answer = (request, response) => {
    if (request.url === '/root/health') jsonOf({}, isWell ? 204 : 503)(request, response)
    else {
      calls.unwell += 1
      answer(request, response)
    }
  }
  const shares: Shares = [
    [`${unwell.url}/root`, 1],
    [well.url, 1],
  ]
  await using world = await startWith(shares, {
    specification: (document) => {
      document['x-octroi'].upstream_health = { path: '/health', interval_seconds: 1 }
    },
  })
  const isUsed = async () => {
    const before = calls.unwell
    for (let at = 0; at < 4; at += 1) assert.equal((await call(world)).status, 200)
    return calls.unwell > before
  }
  assert.equal(await isUsed(), true)
  await until(async () => !(await isUsed()))
  isWell = true
  await until(isUsed)
})

const provider = makeCertificate('provider.test')
const mine = makeCertificate('octroi.test')
const skip = !provider || !mine

test('a provider that asks for a certificate is shown the one kept for its host', { skip }, async () => {
  if (!provider || !mine) return
  const shown: string[] = []
  const server = createTlsServer(
    { ...provider, requestCert: true, rejectUnauthorized: true, ca: mine.cert },
    (request, response) => {
      const socket = request.socket as unknown as { getPeerCertificate(): { subject: { CN: string } } }
      shown.push(socket.getPeerCertificate().subject.CN)
      jsonOf(wholeAnswer)(request as never, response)
    },
  )
  await using upstream = await listening(server, 'https')
  const shares: Shares = [[upstream.url.replace('127.0.0.1', 'localhost'), 1]]
  const kept = { cert: Buffer.from(mine.cert), key: Buffer.from(mine.key), ca: Buffer.from(provider.cert) }
  const asked: string[] = []
  const certificates = (hostname: string) => {
    asked.push(hostname)
    return hostname === 'localhost' ? kept : null
  }
  const configuration = { upstreamAllow: ['127.0.0.0/8', '::1'] }
  // The name in the provider's certificate is not that of this machine, so the exchange ends there, and says so.
  await using distrusting = await startWith(shares, { configuration, providerCertificates: certificates })
  assert.equal((await call(distrusting)).status, 502)
  const named = makeCertificate('localhost')
  server.setSecureContext({ ...(named ?? provider), ca: mine.cert })
  const trusted = { ...kept, ca: Buffer.from(named?.cert ?? '') }
  await using world = await startWith(shares, { configuration, providerCertificates: () => trusted })
  assert.equal((await call(world)).status, 200)
  assert.deepEqual(shown, ['octroi.test'])
  await using without = await startWith(shares, { configuration, providerCertificates: () => null })
  assert.ok((await call(without)).status >= 502)
  assert.deepEqual(shown, ['octroi.test'])
  assert.ok(asked.includes('localhost'))
})

test('an API may judge the first byte sooner than the whole exchange', async () => {
  for (const fastPath of [true, false]) {
    const configuration = { fastPath }
    const specification: NonNullable<GatewayWorldOptions['specification']> = (document) => {
      document['x-octroi'].upstream_first_byte_ms = 100
    }
    await using world = await startGatewayWorld({ configuration, specification })
    const answer = world.upstream.answer
    world.upstream.answer = () => {}
    assert.equal((await call(world)).status, 504)
    // A head in time, and the rest later than that.
    world.upstream.answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.write(' ')
      setTimeout(() => response.end(JSON.stringify(wholeAnswer)), 250)
    }
    assert.equal((await call(world)).status, 200)
    world.upstream.answer = answer
    assert.equal((await call(world)).status, 200)
  }
})

test('no target may have a special-use address unless the deployment allows it, by number or by name', async () => {
  await using hidden = await startRecordingUpstream(wholeAnswer)
  const { port } = new URL(hidden.url)
  for (const fastPath of [true, false]) {
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '2130706433', '0x7f.1', '0.0.0.0']) {
      const shares: Shares = [[`http://${host}:${port}`, 1]]
      await using world = await startWith(shares, { configuration: { fastPath, upstreamAllow: [] } })
      assert.equal((await call(world)).status, 503, host)
    }
  }
  assert.equal(hidden.requests.length, 0)
})

test('a redirect is not followed', async () => {
  await using elsewhere = await startRecordingUpstream(wholeAnswer)
  await using world = await startGatewayWorld()
  for (const status of [301, 302, 303, 307, 308]) {
    world.upstream.answer = (_request, response) => response.writeHead(status, { location: elsewhere.url }).end()
    assert.equal((await call(world)).status, 502)
  }
  assert.equal(elsewhere.requests.length, 0)
})
