import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { connect } from 'node:net'
import { test } from 'node:test'
import { createMemoryReplayGuard } from '#adapters/memory/memory-replay-guard.ts'
import { createSystemClock } from '#adapters/system/system-clock.ts'
import { assertionClaims, assertionForm, type ClientKey, makeClientKey } from '#support/client-assertion.ts'
import {
  addApplication,
  addKeySet,
  type MachineIssuerWorld,
  startMachineIssuer,
} from '#support/machine-issuer-world.ts'
import { basicAuthorization, requestToken, sendRequest } from '#support/request-token.ts'

async function worldWithKey(alg = 'ES256') {
  const world = await startMachineIssuer()
  const app = addApplication(world)
  const key = await makeClientKey(alg)
  addKeySet(world, app.clientId, [key.publicJwk])
  return { world, app, key }
}

type Wrong = (claims: Record<string, unknown>, world: MachineIssuerWorld) => Record<string, unknown>
const now = () => Math.floor(Date.now() / 1000)

const wrongClaims: Readonly<Record<string, Wrong>> = {
  'another audience': (claims) => ({ ...claims, aud: 'https://elsewhere.example' }),
  'the token endpoint as audience': (claims, world) => ({ ...claims, aud: `${world.issuerUrl}/token` }),
  'the issuer in a list': (claims, world) => ({ ...claims, aud: [world.issuerUrl] }),
  'two audiences': (claims, world) => ({ ...claims, aud: [world.issuerUrl, 'https://elsewhere.example'] }),
  'no audience': (claims) => ({ ...claims, aud: undefined }),
  'an expiry five minutes ago': (claims) => ({ ...claims, iat: now() - 360, exp: now() - 300 }),
  'no expiry': (claims) => ({ ...claims, exp: undefined }),
  'a life of an hour': (claims) => ({ ...claims, exp: now() + 3600 }),
  'no iat': (claims) => ({ ...claims, iat: undefined }),
  'an iat in the future': (claims) => ({ ...claims, iat: now() + 60, exp: now() + 120 }),
  'an nbf in the future': (claims) => ({ ...claims, nbf: now() + 60 }),
  'no sub': (claims) => ({ ...claims, sub: undefined }),
  'no iss': (claims) => ({ ...claims, iss: undefined }),
  'another iss': (claims) => ({ ...claims, iss: 'prd-somebody' }),
  'no jti': (claims) => ({ ...claims, jti: undefined }),
  'a jti that is a number': (claims) => ({ ...claims, jti: 7 }),
}

for (const [name, change] of Object.entries(wrongClaims)) {
  test(`an assertion with ${name} proves nothing`, async () => {
    const { world, app, key } = await worldWithKey()
    await using _ = world
    const claims = change(assertionClaims(app.clientId, world.issuerUrl), world)
    const answer = await requestToken(world.issuerUrl, await assertionForm(key, claims))
    assert.ok(answer.status === 401 || answer.status === 400, String(answer.status))
    assert.match(String(answer.body.error), /^invalid_(client|request)$/)
    assert.equal(answer.body.access_token, undefined)
  })
}

test('twenty copies of one assertion at once give exactly one token', async () => {
  const { world, app, key } = await worldWithKey()
  await using _ = world
  const form = await assertionForm(key, assertionClaims(app.clientId, world.issuerUrl))
  const answers = await Promise.all(Array.from({ length: 20 }, () => requestToken(world.issuerUrl, form)))
  const statuses = answers.map((answer) => answer.status).sort()
  assert.deepEqual(statuses, [200, ...Array.from({ length: 19 }, () => 401)])
})

test('an assertion issued before the replay memory began is refused', async () => {
  const guard = createMemoryReplayGuard({ clock: createSystemClock() })
  await using world = await startMachineIssuer({ replayGuard: guard })
  const app = addApplication(world)
  const key = await makeClientKey('ES256')
  addKeySet(world, app.clientId, [key.publicJwk])
  const claims = { ...assertionClaims(app.clientId, world.issuerUrl), iat: now() - 30 }
  const answer = await requestToken(world.issuerUrl, await assertionForm(key, claims))
  assert.deepEqual([answer.status, answer.body.error], [401, 'invalid_client'])
})

test('RS256, HMAC and none are not accepted as assertion signatures', async () => {
  const rsa = await worldWithKey('RS256')
  await using world = rsa.world
  const claims = () => assertionClaims(rsa.app.clientId, world.issuerUrl)
  const rs256 = await requestToken(world.issuerUrl, await assertionForm(rsa.key, claims()))
  const none = await requestToken(world.issuerUrl, unsigned({ alg: 'none' }, claims(), ''))
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const header = { alg: 'HS256', kid: rsa.key.kid }
  const body = claims()
  const mac = createHmac('sha256', rsa.app.secret)
    .update(`${part(header)}.${part(body)}`)
    .digest('base64url')
  const hs256 = await requestToken(world.issuerUrl, unsigned(header, body, mac))
  for (const answer of [rs256, none, hs256])
    assert.deepEqual([answer.status, answer.body.error], [401, 'invalid_client'])
})

function unsigned(header: object, claims: object, signature: string): Record<string, string> {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return {
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: `${part(header)}.${part(claims)}.${signature}`,
  }
}

test('a key, a client id or a header of somebody else proves nothing', async () => {
  const { world, app, key } = await worldWithKey()
  await using _ = world
  const other = addApplication(world)
  const stranger = await makeClientKey('ES256')
  const claims = () => assertionClaims(app.clientId, world.issuerUrl)
  const attempts: Record<string, Record<string, string>> = {
    'a key that is not registered': await assertionForm(stranger, claims()),
    'a foreign key under a registered kid': await assertionForm({ ...stranger, kid: key.kid } as ClientKey, claims()),
    'a key that came in the header': await assertionForm(stranger, claims(), { jwk: stranger.publicJwk }),
    'the client id of another': { ...(await assertionForm(key, claims())), client_id: other.clientId },
    'the assertion type of another': {
      ...(await assertionForm(key, claims())),
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:saml2-bearer',
    },
    'a typ that is an access token': await assertionForm(key, claims(), { typ: 'at+jwt' }),
    'two mechanisms at once': { ...(await assertionForm(key, claims())), client_secret: app.secret },
  }
  for (const [name, form] of Object.entries(attempts)) {
    const answer = await requestToken(world.issuerUrl, form)
    assert.ok(answer.status === 401 || answer.status === 400, name)
    assert.equal(answer.body.access_token, undefined, name)
  }
})

test('an assertion for one issuer is refused by the other environment’s', async () => {
  const { world, app, key } = await worldWithKey()
  await using _ = world
  await using sandbox = await startMachineIssuer({ environment: 'sandbox' })
  const same = addApplication(sandbox)
  addKeySet(sandbox, same.clientId, [key.publicJwk])
  const form = await assertionForm(key, { ...assertionClaims(same.clientId, world.issuerUrl), sub: same.clientId })
  assert.equal((await requestToken(sandbox.issuerUrl, form)).status, 401)
  assert.equal((await requestToken(sandbox.issuerUrl, {}, basicAuthorization(app.clientId, app.secret))).status, 401)
})

test('no client authentication, or an empty secret, gives no token', async () => {
  const { world, app } = await worldWithKey()
  await using _ = world
  const attempts = [
    await requestToken(world.issuerUrl, {}),
    await requestToken(world.issuerUrl, { client_id: app.clientId }),
    await requestToken(world.issuerUrl, { client_id: app.clientId, client_secret: '' }),
    await requestToken(world.issuerUrl, {}, basicAuthorization(app.clientId, '')),
    await requestToken(world.issuerUrl, {}, basicAuthorization(app.clientId, 'kept-as-a-hash')),
    await requestToken(world.issuerUrl, {}, basicAuthorization('__proto__', 'x')),
    await requestToken(world.issuerUrl, {}, basicAuthorization(`${app.clientId}\u0000`, app.secret)),
  ]
  for (const answer of attempts) {
    assert.ok(answer.status === 401 || answer.status === 400)
    assert.equal(answer.body.access_token, undefined)
  }
})

test('the other grant types of OAuth are not there', async () => {
  const { world, app } = await worldWithKey()
  await using _ = world
  for (const grant_type of ['password', 'authorization_code', 'refresh_token', 'implicit', '']) {
    const form = { grant_type, username: 'a', password: 'b', code: 'c', refresh_token: 'd' }
    const answer = await requestToken(world.issuerUrl, form, basicAuthorization(app.clientId, app.secret))
    assert.ok(answer.status === 400, grant_type)
    assert.equal(answer.body.access_token, undefined)
  }
})

test('a foreign or doubled Host never reaches the metadata or the token endpoint', async () => {
  const { world } = await worldWithKey()
  await using _ = world
  const metadata = `${world.issuerUrl}/.well-known/oauth-authorization-server`
  for (const host of ['evil.example', 'evil.example@localhost', `${new URL(world.audience).host}.evil.example`]) {
    const answer = await sendRequest(metadata, { headers: { host } })
    assert.equal(answer.status, 421, host)
    assert.ok(!answer.text.includes('evil'), host)
  }
  const forwarded = await sendRequest(metadata, {
    headers: { 'x-forwarded-host': 'evil.example', forwarded: 'host=evil' },
  })
  assert.equal(JSON.parse(forwarded.text).token_endpoint, `${world.issuerUrl}/token`)
  assert.match(await sendTwoHosts(world), /^HTTP\/1\.1 4\d\d/)
})

function sendTwoHosts(world: MachineIssuerWorld): Promise<string> {
  const { host, port } = new URL(world.audience)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1', () =>
      socket.write(`GET /oauth2/jwks HTTP/1.1\r\nHost: ${host}\r\nHost: evil.example\r\nConnection: close\r\n\r\n`),
    )
    socket.setEncoding('utf8').once('data', (data) => {
      socket.destroy()
      resolve(String(data))
    })
    socket.once('error', reject)
  })
}

test('errors are JSON without a stack, a secret or a private reason, whatever the client accepts', async () => {
  const { world, app } = await worldWithKey()
  await using _ = world
  const headers = { ...basicAuthorization(app.clientId, 'wrong-secret-1234'), accept: 'text/html' }
  const answer = await requestToken(world.issuerUrl, {}, headers)
  assert.deepEqual(answer.body, { error: 'invalid_client', error_description: 'client authentication failed' })
  assert.match(String(answer.headers['content-type']), /^application\/json/)
  assert.equal(answer.headers['access-control-allow-origin'], undefined)
  assert.ok(!JSON.stringify(world.events).includes('wrong-secret-1234'))
})

test('malformed bodies are refused and nothing is polluted', async () => {
  const { world, app } = await worldWithKey()
  await using _ = world
  const json = await sendRequest(`${world.issuerUrl}/token`, {
    method: 'POST',
    headers: { ...basicAuthorization(app.clientId, app.secret), 'content-type': 'application/json' },
    form: '{"grant_type":"client_credentials"}',
  })
  assert.equal(json.status, 400)
  const doubled = await sendRequest(`${world.issuerUrl}/token`, {
    headers: basicAuthorization(app.clientId, app.secret),
    form: 'grant_type=client_credentials&grant_type=client_credentials',
  })
  assert.equal(doubled.status, 400)
  const large = await sendRequest(`${world.issuerUrl}/token`, {
    headers: basicAuthorization(app.clientId, app.secret),
    form: `grant_type=client_credentials&scope=${'a'.repeat(80_000)}`,
  })
  assert.equal(large.status, 400)
  await requestToken(world.issuerUrl, { '__proto__[x]': '1', 'constructor[prototype][x]': '1' })
  assert.equal(({} as Record<string, unknown>).x, undefined)
})
