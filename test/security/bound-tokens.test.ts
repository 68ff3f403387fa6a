import assert from 'node:assert/strict'
import { createHmac, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { createMemoryReplayGuard } from '#adapters/memory/memory-replay-guard.ts'
import { Unavailable } from '#core/errors.ts'
import { createServerNonces } from '#core/oauth/server-nonces.ts'
import { type CallOptions, call, callPath } from '#support/call-gateway.ts'
import { createFakeClock } from '#support/fake-clock.ts'
import { type GatewayWorld, startGatewayWorld } from '#support/gateway-world.ts'
import { createProofMaker, hashOf, type ProofMaker } from '#support/proof-maker.ts'
import { rawExchange } from '#support/raw-exchange.ts'

const now = () => Math.floor(Date.now() / 1000)

/** Everything one call of a client with a DPoP key consists of. */
interface BoundCall {
  readonly world: GatewayWorld
  readonly maker: ProofMaker
  readonly token: string
  readonly target: { readonly method: string; readonly url: string; readonly token: string }
}

async function withBoundToken(run: (bound: BoundCall) => Promise<void>, alg: ProofMaker['alg'] = 'ES256') {
  await using world = await startGatewayWorld()
  const maker = createProofMaker(alg as 'ES256')
  const token = world.signer.sign({ cnf: { jkt: maker.thumbprint } })
  await run({ world, maker, token, target: { method: 'GET', url: `${world.url}${callPath}`, token } })
}

function callWith({ world, token }: BoundCall, proof: string | string[] | null, options: CallOptions = {}) {
  const headers = { authorization: `DPoP ${token}`, ...(proof === null ? {} : { dpop: proof }), ...options.headers }
  return call(world, { ...options, token: null, headers })
}

for (const alg of ['ES256', 'PS256', 'Ed25519', 'EdDSA'] as const) {
  test(`a bound token with its proof is accepted (${alg})`, async () => {
    await withBoundToken(async (bound) => {
      const answer = await callWith(bound, bound.maker.prove(bound.target))
      assert.equal(answer.status, 200, answer.text)
    }, alg)
  })
}

type Forge = (bound: BoundCall) => string | string[] | null

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

// biome-ignore format: one forgery a line
const forgeries: readonly (readonly [string, Forge])[] = [
  ['no proof', () => null],
  ['two proofs', ({ maker, target }) => [maker.prove(target), maker.prove(target)]],
  ['two proofs in one header', ({ maker, target }) => `${maker.prove(target)}, ${maker.prove(target)}`],
  ['a proof that is no JWT', () => 'proof'],
  ['a proof of four parts', ({ maker, target }) => `${maker.prove(target)}.x`],
  ['a proof with padding', ({ maker, target }) => `${maker.prove(target)}=`],
  ['an empty header and payload', () => `${encode({})}.${encode({})}.AA`],
  ['no typ', ({ maker, target }) => maker.prove(target, {}, { typ: undefined })],
  ['the typ of a token', ({ maker, target }) => maker.prove(target, {}, { typ: 'at+jwt' })],
  ['no alg', ({ maker, target }) => maker.prove(target, {}, { alg: undefined })],
  ['alg none', ({ maker, target }) => maker.prove(target, {}, { alg: 'none' })],
  ['alg none without a signature', ({ maker, target }) => `${maker.prove(target, {}, { alg: 'none' }).split('.').slice(0, 2).join('.')}.`],
  ['alg HS256 with the public key as secret', ({ maker, target }) => {
    const signed = maker.prove(target, {}, { alg: 'HS256' }).split('.').slice(0, 2).join('.')
    return `${signed}.${createHmac('sha256', JSON.stringify(maker.publicJwk)).update(signed).digest('base64url')}`
  }],
  ['alg RS256', ({ target }) => createProofMaker('RS256').prove(target)],
  ['alg ES384 on its key', ({ maker, target }) => maker.prove(target, {}, { alg: 'ES384' })],
  ['alg of the prototype', ({ maker, target }) => maker.prove(target, {}, { alg: 'constructor' })],
  ['no jwk', ({ maker, target }) => maker.prove(target, {}, { jwk: undefined })],
  ['a jwk that is text', ({ maker, target }) => maker.prove(target, {}, { jwk: 'key' })],
  ['its private key in jwk', ({ maker, target }) => maker.prove(target, {}, { jwk: maker.privateJwk })],
  ['a symmetric jwk', ({ maker, target }) => maker.prove(target, {}, { jwk: { kty: 'oct', k: 'AAAA' } })],
  ["another's key", ({ target }) => createProofMaker().prove(target)],
  ["another's signature under its own key", ({ maker, target }) => createProofMaker().prove(target, {}, { jwk: maker.publicJwk })],
  ['a broken signature', ({ maker, target }) => {
    const proof = maker.prove(target)
    return `${proof.slice(0, -4)}${proof.endsWith('AAAA') ? 'BBBB' : 'AAAA'}`
  }],
  ['a critical extension', ({ maker, target }) => maker.prove(target, {}, { crit: ['x'], x: 1 })],
  ['no jti', ({ maker, target }) => maker.prove(target, { jti: undefined })],
  ['a jti that is a number', ({ maker, target }) => maker.prove(target, { jti: 7 })],
  ['a jti without end', ({ maker, target }) => maker.prove(target, { jti: 'x'.repeat(600) })],
  ['no htm', ({ maker, target }) => maker.prove(target, { htm: undefined })],
  ['another htm', ({ maker, target }) => maker.prove(target, { htm: 'POST' })],
  ['htm in lower case', ({ maker, target }) => maker.prove(target, { htm: 'get' })],
  ['no htu', ({ maker, target }) => maker.prove(target, { htu: undefined })],
  ['another path in htu', ({ maker, target }) => maker.prove(target, { htu: `${target.url}/x` })],
  ['another host in htu', ({ maker, target }) => maker.prove(target, { htu: target.url.replace('127.0.0.1', 'evil.example') })],
  ['a host that begins like ours in htu', ({ maker, target }) => maker.prove(target, { htu: target.url.replace('127.0.0.1', '127.0.0.1.evil.example') })],
  ['another scheme in htu', ({ maker, target }) => maker.prove(target, { htu: target.url.replace('http:', 'https:') })],
  ['a user in htu', ({ maker, target }) => maker.prove(target, { htu: target.url.replace('//', '//user@') })],
  ['the path alone in htu', ({ maker, target }) => maker.prove(target, { htu: callPath })],
  ['no iat', ({ maker, target }) => maker.prove(target, { iat: undefined })],
  ['an iat that is text', ({ maker, target }) => maker.prove(target, { iat: String(now()) })],
  ['an iat an hour ahead', ({ maker, target }) => maker.prove(target, { iat: now() + 3600 })],
  ['an iat an hour ago', ({ maker, target }) => maker.prove(target, { iat: now() - 3600 })],
  ['an exp in the past', ({ maker, target }) => maker.prove(target, { exp: now() - 1 })],
  ['an nbf an hour ahead', ({ maker, target }) => maker.prove(target, { nbf: now() + 3600 })],
  ['no ath', ({ maker, target }) => maker.prove(target, { ath: undefined })],
  ['the ath of another token', ({ maker, target }) => maker.prove(target, { ath: hashOf('other') })],
  ['a nonce that is a number', ({ maker, target }) => maker.prove(target, { nonce: 1 })],
]

for (const [name, forge] of forgeries) {
  test(`a bound token with ${name} is refused, and the right proof is accepted afterwards`, async () => {
    await withBoundToken(async (bound) => {
      const answer = await callWith(bound, forge(bound))
      assert.equal(answer.status, 401, answer.text)
      assert.match(answer.json.type, /\/problems\/token-not-proven$/)
      assert.match(String(answer.headers['www-authenticate']), /^DPoP .*error="invalid_dpop_proof".*algs="ES256/)
      assert.equal(bound.world.upstream.requests.length, 0)
      assert.equal((await callWith(bound, bound.maker.prove(bound.target))).status, 200)
    })
  })
}

// biome-ignore format: one variant a line
const allowed: readonly (readonly [string, (bound: BoundCall) => string])[] = [
  ['a query and a fragment in htu', ({ maker, target }) => maker.prove(target, { htu: `${target.url}?a=b#c` })],
  ['the scheme in capitals in htu', ({ maker, target }) => maker.prove(target, { htu: target.url.replace('http', 'HTTP') })],
  ['claims of its own', ({ maker, target }) => maker.prove(target, { note: 'x', exp: now() + 60 })],
  ['an iat ten seconds ago', ({ maker, target }) => maker.prove(target, { iat: now() - 10 })],
  ['an iat ten seconds ahead', ({ maker, target }) => maker.prove(target, { iat: now() + 10 })],
  ['the long form of its typ', ({ maker, target }) => maker.prove(target, {}, { typ: 'application/dpop+jwt' })],
]

for (const [name, prove] of allowed) {
  test(`a proof may have ${name}`, async () => {
    await withBoundToken(async (bound) => {
      const answer = await callWith(bound, prove(bound))
      assert.equal(answer.status, 200, answer.text)
    })
  })
}

test('a bound token as Bearer and a plain token as DPoP are refused', async () => {
  await withBoundToken(async (bound) => {
    const { world, maker, token, target } = bound
    const downgraded = await call(world, { token, headers: { dpop: maker.prove(target) } })
    assert.equal(downgraded.status, 401)
    assert.match(downgraded.json.type, /token-not-proven$/)
    const plain = world.signer.sign()
    const upgraded = await callWith({ ...bound, token: plain }, maker.prove({ ...target, token: plain }))
    assert.equal(upgraded.status, 401)
    assert.match(String(upgraded.headers['www-authenticate']), /^DPoP .*error="invalid_token"/)
    const opaque = `oct_prd_${'x'.repeat(40)}`
    assert.equal((await callWith({ ...bound, token: opaque }, maker.prove(target))).status, 401)
    assert.equal(world.upstream.requests.length, 0)
  })
})

test('the scheme and the header name have no case, and the URL stands for the method it proves', async () => {
  await withBoundToken(async (bound) => {
    const { world, maker, token, target } = bound
    const headers = { Authorization: `dPoP ${token}`, DPOP: maker.prove(target) }
    assert.equal((await call(world, { token: null, headers })).status, 200)
    const get = maker.prove(target)
    const body = JSON.stringify({ recipient: '21690123100011', nomNaissance: 'LEFEBVRE', prenoms: ['ALEXIS'] })
    const posted = await callWith(bound, get, { body, headers: { 'content-type': 'application/json' } })
    assert.equal(posted.status, 401)
    const post = maker.prove({ ...target, method: 'POST' })
    const twin = await callWith(bound, post, { body, headers: { 'content-type': 'application/json' } })
    assert.equal(twin.status, 200, twin.text)
  })
})

test('two proof headers in any case are refused before anything reads them apart', async () => {
  await withBoundToken(async ({ world, maker, token, target }) => {
    const lines = [`DPoP: ${maker.prove(target)}`, `dpop: ${maker.prove(target)}`]
    const head = [`GET ${callPath} HTTP/1.1`, `Host: 127.0.0.1:${world.port}`, `Authorization: DPoP ${token}`, ...lines]
    const answer = await rawExchange(world.port, `${[...head, 'Connection: close'].join('\r\n')}\r\n\r\n`)
    assert.match(answer, /^HTTP\/1\.1 401 /)
    assert.equal(world.upstream.requests.length, 0)
  })
})

test('of twenty copies of one proof at once, on two gateways that share a guard, one passes', async () => {
  const clock = { now: () => Date.now(), monotonic: () => performance.now() }
  const memory = createMemoryReplayGuard({ clock })
  const replayGuard = { ...memory, emptySince: memory.emptySince - 60_000 }
  // Behind one public name both gateways are the same URL to their clients.
  await using first = await startGatewayWorld({ replayGuard })
  const configuration = { publicUrl: first.url, issuer: `${first.url}/oauth2` }
  await using second = await startGatewayWorld({
    replayGuard,
    configuration,
    snapshot: (draft) =>
      void draft.states.issuer_key.set(first.signer.kid, {
        jwk: first.signer.publicJwk,
        node_id: 'issuer-1',
        retired_at: null,
      }),
  })
  const maker = createProofMaker()
  const token = first.signer.sign({ cnf: { jkt: maker.thumbprint } })
  const target = { method: 'GET', url: `${first.url}${callPath}`, token }
  for (let round = 0; round < 5; round++) {
    const proof = maker.prove(target)
    const worlds = Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? first : second))
    const answers = await Promise.all(worlds.map((world) => callWith({ world, maker, token, target }, proof)))
    assert.equal(answers.filter(({ status }) => status === 200).length, 1)
    assert.equal(answers.filter(({ status }) => status === 401).length, 19)
  }
})

test('a guard that cannot answer refuses with 503, and one that was emptied refuses older proofs', async () => {
  let emptySince = 0
  let isAway = true
  const replayGuard = {
    scope: 'cluster',
    get emptySince() {
      return emptySince
    },
    async claim() {
      if (isAway) throw new Unavailable({ problem: 'unavailable' })
      return true
    },
  } as const
  await using world = await startGatewayWorld({ replayGuard })
  const maker = createProofMaker()
  const token = world.signer.sign({ cnf: { jkt: maker.thumbprint } })
  const bound = { world, maker, token, target: { method: 'GET', url: `${world.url}${callPath}`, token } }
  const away = await callWith(bound, maker.prove(bound.target))
  assert.equal(away.status, 503)
  assert.equal(away.headers['retry-after'], '1')
  isAway = false
  emptySince = Date.now() + 2000
  assert.equal((await callWith(bound, maker.prove(bound.target))).status, 401)
  emptySince = 0
  assert.equal((await callWith(bound, maker.prove(bound.target))).status, 200)
})

test('where nonces are demanded a proof without one is told which, and each nonce ends', async () => {
  const clock = createFakeClock()
  const proofNonces = createServerNonces(randomBytes(32), clock)
  await using world = await startGatewayWorld({ proofNonces })
  const maker = createProofMaker()
  const token = world.signer.sign({ cnf: { jkt: maker.thumbprint } })
  const bound = { world, maker, token, target: { method: 'GET', url: `${world.url}${callPath}`, token } }
  const first = await callWith(bound, maker.prove(bound.target))
  assert.equal(first.status, 401)
  assert.match(String(first.headers['www-authenticate']), /^DPoP .*error="use_dpop_nonce"/)
  const nonce = String(first.headers['dpop-nonce'])
  assert.equal((await callWith(bound, maker.prove(bound.target, { nonce }))).status, 200)
  clock.advance(120_000)
  assert.equal((await callWith(bound, maker.prove(bound.target, { nonce }))).status, 200)
  clock.advance(60_000)
  for (const wrong of [nonce, '', 'x', createServerNonces(randomBytes(32), clock).current()]) {
    const answer = await callWith(bound, maker.prove(bound.target, { nonce: wrong }))
    assert.equal(answer.status, 401)
    assert.notEqual(answer.headers['dpop-nonce'], nonce)
  }
})

test('an API that demands bound tokens refuses plain ones', async () => {
  await using world = await startGatewayWorld({
    specification: (document) => {
      Object.assign(document['x-octroi'] as object, { requires_bound_tokens: true })
    },
  })
  const plain = await call(world)
  assert.equal(plain.status, 401)
  assert.match(plain.json.type, /bound-token-required$/)
  assert.match(String(plain.headers['www-authenticate']), /^DPoP /)
  const maker = createProofMaker()
  const token = world.signer.sign({ cnf: { jkt: maker.thumbprint } })
  const target = { method: 'GET', url: `${world.url}${callPath}`, token }
  assert.equal((await callWith({ world, maker, token, target }, maker.prove(target))).status, 200)
})

test('an application that demands bound tokens refuses plain ones from the next snapshot on', async () => {
  await using world = await startGatewayWorld()
  assert.equal((await call(world)).status, 200)
  world.change(['application'], ({ states }) => {
    const known = states.application.get('client-1')
    if (known) states.application.set('client-1', { ...known, requires_bound_tokens: true })
  })
  assert.match((await call(world)).json.type, /bound-token-required$/)
})

test('a token bound in a way the gateway does not know is refused', async () => {
  await using world = await startGatewayWorld()
  for (const cnf of [{}, { jwk: {} }, { kid: 'a' }, { jkt: 'short' }, { jkt: 1 }, [], 'x', null]) {
    assert.equal((await call(world, { token: world.signer.sign({ cnf }) })).status, 401, JSON.stringify(cnf))
  }
})
