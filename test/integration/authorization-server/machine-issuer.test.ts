import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose'
import * as client from 'openid-client'
import { createSystemClock } from '#adapters/system/system-clock.ts'
import { createSigningKey } from '#authorization-server/signing/create-signing-key.ts'
import { createSigningKeyring } from '#authorization-server/signing/create-signing-keyring.ts'
import { Unavailable } from '#core/errors.ts'
import { assertionClaims, assertionForm, makeClientKey } from '#support/client-assertion.ts'
import { addApplication, addKeySet, addSecret, startMachineIssuer } from '#support/machine-issuer-world.ts'
import { basicAuthorization, requestToken, sendRequest } from '#support/request-token.ts'

const insecure = { execute: [client.allowInsecureRequests] }

test('an outside client gets a token with its secret, and the token verifies against the published keys', async () => {
  await using world = await startMachineIssuer()
  const app = addApplication(world)
  const config = await client.discovery(
    new URL(world.issuerUrl),
    app.clientId,
    undefined,
    client.ClientSecretBasic(app.secret),
    { ...insecure, algorithm: 'oauth2' },
  )
  const answer = await client.clientCredentialsGrant(config)
  assert.equal(answer.expires_in, 300)
  assert.equal(answer.scope, 'qf_allocataires qf_quotient')
  const keys = createRemoteJWKSet(new URL(`${world.issuerUrl}/jwks`))
  const { payload, protectedHeader } = await jwtVerify(answer.access_token, keys, {
    issuer: world.issuerUrl,
    audience: world.audience,
    typ: 'at+jwt',
    algorithms: ['ES256'],
    requiredClaims: ['iss', 'sub', 'aud', 'client_id', 'iat', 'exp', 'jti', 'scope', 'cred'],
  })
  assert.equal(protectedHeader.typ, 'at+jwt')
  assert.equal(payload.sub, app.clientId)
  assert.equal(payload.client_id, app.clientId)
  assert.equal(payload.cred, app.credentialId)
  assert.equal((payload.exp ?? 0) - (payload.iat ?? 0), 300)
  assert.deepEqual(world.usedCredentials, [app.credentialId])
})

for (const alg of ['ES256', 'PS256', 'Ed25519']) {
  test(`an outside client proves itself with a key of its own (${alg})`, async () => {
    await using world = await startMachineIssuer()
    const app = addApplication(world)
    const key = await makeClientKey(alg)
    const other = await makeClientKey('ES256')
    addKeySet(world, app.clientId, [other.publicJwk])
    const credentialId = addKeySet(world, app.clientId, [key.publicJwk])
    const config = await client.discovery(
      new URL(world.issuerUrl),
      app.clientId,
      undefined,
      client.PrivateKeyJwt({ key: key.privateKey, kid: key.kid }),
      { ...insecure, algorithm: 'oauth2' },
    )
    const answer = await client.clientCredentialsGrant(config)
    assert.equal(decodeJwt(answer.access_token).cred, credentialId)
  })
}

test('a client that holds secrets and keys may use either, request by request', async () => {
  await using world = await startMachineIssuer()
  const app = addApplication(world)
  const key = await makeClientKey('ES256')
  addKeySet(world, app.clientId, [key.publicJwk])
  const second = addSecret(world, app.clientId)
  const basic = await requestToken(world.issuerUrl, {}, basicAuthorization(app.clientId, app.secret))
  const post = await requestToken(world.issuerUrl, { client_id: app.clientId, client_secret: second.secret })
  const form = await assertionForm(key, assertionClaims(app.clientId, world.issuerUrl))
  const jwt = await requestToken(world.issuerUrl, form)
  assert.deepEqual([basic.status, post.status, jwt.status], [200, 200, 200])
  assert.equal(decodeJwt(String(post.body.access_token)).cred, second.credentialId)
})

test('a revoked or expired secret is refused while the other goes on', async () => {
  await using world = await startMachineIssuer()
  const app = addApplication(world)
  const expired = addSecret(world, app.clientId, '2021-01-01T00:00:00.000Z')
  const refused = await requestToken(world.issuerUrl, {}, basicAuthorization(app.clientId, expired.secret))
  assert.equal(refused.status, 401)
  assert.equal(refused.body.error, 'invalid_client')
  assert.match(String(refused.headers['www-authenticate']), /^Basic realm=/)
  const second = addSecret(world, app.clientId)
  world.put('credential', app.credentialId, null)
  const revoked = await requestToken(world.issuerUrl, {}, basicAuthorization(app.clientId, app.secret))
  const going = await requestToken(world.issuerUrl, {}, basicAuthorization(app.clientId, second.secret))
  assert.deepEqual([revoked.status, going.status], [401, 200])
})

test('a suspended application or organization is an unknown client', async () => {
  await using world = await startMachineIssuer()
  const app = addApplication(world)
  const ask = () => requestToken(world.issuerUrl, {}, basicAuthorization(app.clientId, app.secret))
  world.patch('application', app.clientId, { state: 'suspended' })
  assert.equal((await ask()).status, 401)
  world.patch('application', app.clientId, { state: 'active' })
  assert.equal((await ask()).status, 200)
  world.patch('organization', app.organizationId, { state: 'suspended' })
  const answer = await ask()
  assert.equal(answer.body.error, 'invalid_client')
})

test('scopes asked are narrowed to the granted ones, and none granted is invalid_scope', async () => {
  await using world = await startMachineIssuer()
  const app = addApplication(world)
  const ask = (form: Record<string, string>) =>
    requestToken(world.issuerUrl, form, basicAuthorization(app.clientId, app.secret))
  const narrowed = await ask({ scope: 'qf_quotient bank_details' })
  assert.equal(narrowed.body.scope, 'qf_quotient')
  const nothing = await ask({ scope: 'bank_details' })
  assert.deepEqual([nothing.status, nothing.body.error], [400, 'invalid_scope'])
  world.patch('grant', app.grantId, { state: 'suspended' })
  const suspended = await ask({})
  assert.deepEqual([suspended.status, suspended.body.error], [400, 'invalid_scope'])
  world.patch('grant', app.grantId, { state: 'active', valid_until: '2021-01-01T00:00:00.000Z' })
  assert.equal((await ask({})).body.error, 'invalid_scope')
})

test('the one resource is the gateway; any other is invalid_target', async () => {
  await using world = await startMachineIssuer()
  const app = addApplication(world)
  const ask = (form: Record<string, string>) =>
    requestToken(world.issuerUrl, form, basicAuthorization(app.clientId, app.secret))
  assert.equal((await ask({ resource: world.audience })).status, 200)
  const foreign = await ask({ resource: 'https://elsewhere.example' })
  assert.deepEqual([foreign.status, foreign.body.error], [400, 'invalid_target'])
})

test('metadata names what is supported, at both well-known places of RFC 8414', async () => {
  await using world = await startMachineIssuer()
  const paths = [
    `${world.issuerUrl}/.well-known/oauth-authorization-server`,
    `${world.issuerUrl}/.well-known/openid-configuration`,
    `${world.audience}/.well-known/oauth-authorization-server/oauth2`,
  ]
  for (const path of paths) {
    const answer = await sendRequest(path)
    assert.equal(answer.status, 200, path)
    assert.deepEqual(JSON.parse(answer.text), {
      issuer: world.issuerUrl,
      token_endpoint: `${world.issuerUrl}/token`,
      jwks_uri: `${world.issuerUrl}/jwks`,
      response_types_supported: [],
      grant_types_supported: ['client_credentials'],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: ['ES256', 'PS256', 'Ed25519'],
      dpop_signing_alg_values_supported: ['ES256', 'PS256', 'Ed25519', 'EdDSA'],
      tls_client_certificate_bound_access_tokens: false,
    })
  }
})

test('nothing but the token endpoint, the keys and the metadata is there', async () => {
  await using world = await startMachineIssuer()
  for (const path of ['/auth', '/reg', '/me', '/session/end', '/token/introspection', '/request', '/interaction/x']) {
    const answer = await sendRequest(world.issuerUrl + path)
    assert.equal(answer.status, 404, path)
  }
  const wrongMethod = await sendRequest(`${world.issuerUrl}/token`)
  assert.deepEqual([wrongMethod.status, wrongMethod.headers.allow], [405, 'POST'])
})

test('a rotation changes the signing key between two requests, and replicas publish each other’s keys', async () => {
  await using world = await startMachineIssuer()
  const app = addApplication(world)
  const first = world.signingKey()
  assert.ok(first)
  world.put('issuer_key', first.kid, { jwk: { ...first.publicJwk }, node_id: 'issuer-1', retired_at: null })
  const second = createSigningKey()
  world.signWith(second)
  const answer = await requestToken(world.issuerUrl, {}, basicAuthorization(app.clientId, app.secret))
  const header = JSON.parse(Buffer.from(String(answer.body.access_token).split('.')[0] ?? '', 'base64url').toString())
  assert.equal(header.kid, second.kid)
  const set = JSON.parse((await sendRequest(`${world.issuerUrl}/jwks`)).text)
  assert.deepEqual(new Set(set.keys.map((key: { kid: string }) => key.kid)), new Set([first.kid, second.kid]))
  assert.ok(!JSON.stringify(set).includes('"d"'))
})

test('a replay guard that is away is 503, never a refusal of the client', async () => {
  const away = {
    scope: 'cluster' as const,
    emptySince: 0,
    claim: () => Promise.reject(new Unavailable({ problem: 'unavailable' })),
  }
  await using world = await startMachineIssuer({ replayGuard: away })
  const app = addApplication(world)
  const key = await makeClientKey('ES256')
  addKeySet(world, app.clientId, [key.publicJwk])
  const form = await assertionForm(key, assertionClaims(app.clientId, world.issuerUrl))
  const answer = await requestToken(world.issuerUrl, form)
  assert.deepEqual([answer.status, answer.body.error], [503, 'temporarily_unavailable'])
  assert.equal(answer.headers['retry-after'], '5')
})

test('with control away and the issuer restarted from its disk, tokens are still issued', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'octroi-issuer-'))
  const clock = createSystemClock()
  const ring = (isAway: boolean) => {
    const answer = async <T>(value: T) => (isAway ? Promise.reject(new Error('away')) : value)
    return createSigningKeyring({
      environment: 'production',
      dir,
      clock,
      publish: () => answer(1),
      withdraw: () => answer(undefined),
      isAcknowledged: () => answer(true),
    })
  }
  await (await ring(false)).advance()
  const restarted = await ring(true)
  await restarted.advance()
  await using world = await startMachineIssuer()
  const key = restarted.current()
  assert.ok(key)
  world.signWith(key)
  const app = addApplication(world)
  const answer = await requestToken(world.issuerUrl, {}, basicAuthorization(app.clientId, app.secret))
  assert.equal(answer.status, 200)
  const set = createRemoteJWKSet(new URL(`${world.issuerUrl}/jwks`))
  await jwtVerify(String(answer.body.access_token), set, { issuer: world.issuerUrl })
  await rm(dir, { recursive: true })
})
