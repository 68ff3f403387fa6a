import assert from 'node:assert/strict'
import { createPublicKey, randomBytes, X509Certificate } from 'node:crypto'
import { test } from 'node:test'
import { decodeJwt } from 'jose'
import * as client from 'openid-client'
import { Unavailable } from '#core/errors.ts'
import { describeCertificate, formatClientCert } from '#core/oauth/client-certificate.ts'
import { assertionClaims, assertionForm, makeClientKey } from '#support/client-assertion.ts'
import {
  addApplication,
  addKeySet,
  addSecret,
  type MachineIssuerWorld,
  startMachineIssuer,
} from '#support/machine-issuer-world.ts'
import { makeCertificate } from '#support/make-certificate.ts'
import { createProofMaker } from '#support/proof-maker.ts'
import { basicAuthorization, requestToken, sendRequest } from '#support/request-token.ts'

const insecure = { execute: [client.allowInsecureRequests] }
const now = () => Math.floor(Date.now() / 1000)

for (const alg of ['ES256', 'PS256', 'Ed25519'] as const) {
  test(`an unmodified client gets a token bound to its DPoP key (${alg})`, async () => {
    await using world = await startMachineIssuer()
    const app = addApplication(world)
    const config = await client.discovery(
      new URL(world.issuerUrl),
      app.clientId,
      undefined,
      client.ClientSecretBasic(app.secret),
      { ...insecure, algorithm: 'oauth2' },
    )
    const keys = await client.randomDPoPKeyPair(alg)
    const handle = client.getDPoPHandle(config, keys)
    const answer = await client.clientCredentialsGrant(config, {}, { DPoP: handle })
    assert.equal(answer.token_type, 'dpop')
    const { cnf } = decodeJwt(answer.access_token)
    assert.deepEqual(cnf, { jkt: await handle.calculateThumbprint() })
  })
}

test('where nonces are demanded an unmodified client gets one, and its token, by itself', async () => {
  await using world = await startMachineIssuer({ nonceSecret: randomBytes(32) })
  const app = addApplication(world)
  const url = `${world.issuerUrl}/token`
  const without = await requestToken(
    world.issuerUrl,
    {},
    { ...basicAuthorization(app.clientId, app.secret), dpop: createProofMaker().prove({ method: 'POST', url }) },
  )
  assert.deepEqual([without.status, without.body.error], [400, 'use_dpop_nonce'])
  const nonce = String(without.headers['dpop-nonce'])
  const old = createProofMaker().prove({ method: 'POST', url }, { nonce, iat: now() - 3600 })
  const stale = await requestToken(world.issuerUrl, {}, { ...basicAuthorization(app.clientId, app.secret), dpop: old })
  assert.equal(stale.body.error, 'invalid_dpop_proof')
  const config = await client.discovery(
    new URL(world.issuerUrl),
    app.clientId,
    undefined,
    client.ClientSecretBasic(app.secret),
    { ...insecure, algorithm: 'oauth2' },
  )
  const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'))
  assert.equal((await client.clientCredentialsGrant(config, {}, { DPoP })).token_type, 'dpop')
})

async function withApplication(
  run: (world: MachineIssuerWorld, app: ReturnType<typeof addApplication>, url: string) => Promise<void>,
  options: Parameters<typeof startMachineIssuer>[0] = {},
) {
  await using world = await startMachineIssuer(options)
  await run(world, addApplication(world), `${world.issuerUrl}/token`)
}

test('the metadata name the algorithms of proofs, and certificates only where they are taken', async () => {
  for (const takesCertificates of [false, true]) {
    await using world = await startMachineIssuer({ takesCertificates })
    const answer = await sendRequest(`${world.issuerUrl}/.well-known/oauth-authorization-server`)
    const metadata = JSON.parse(answer.text)
    assert.deepEqual(metadata.dpop_signing_alg_values_supported, ['ES256', 'PS256', 'Ed25519', 'EdDSA'])
    assert.equal(metadata.tls_client_certificate_bound_access_tokens, takesCertificates)
    const methods: string[] = metadata.token_endpoint_auth_methods_supported
    assert.equal(methods.includes('self_signed_tls_client_auth'), takesCertificates)
    assert.ok(!methods.includes('none'))
  }
})

// biome-ignore format: one forgery a line
const forgeries: readonly (readonly [string, Record<string, unknown>, Record<string, unknown>])[] = [
  ['no jti', { jti: undefined }, {}],
  ['another htm', { htm: 'GET' }, {}],
  ['another htu', { htu: 'https://elsewhere.example/oauth2/token' }, {}],
  ['no htu', { htu: undefined }, {}],
  ['no iat', { iat: undefined }, {}],
  ['an iat of two minutes ago', { iat: now() - 120 }, {}],
  ['an iat two minutes ahead', { iat: now() + 120 }, {}],
  ['a nonce nobody gave', { nonce: 'x' }, {}],
  ['the typ of a JWT', {}, { typ: 'JWT' }],
  ['alg none', {}, { alg: 'none' }],
  ['alg HS256', {}, { alg: 'HS256' }],
  ['no jwk', {}, { jwk: undefined }],
  ["another's jwk", {}, { jwk: createProofMaker().publicJwk }],
]

for (const [name, claims, header] of forgeries) {
  test(`a token request whose proof has ${name} gives no token`, async () => {
    await withApplication(async (world, app, url) => {
      const dpop = createProofMaker().prove({ method: 'POST', url }, claims, header)
      const answer = await requestToken(world.issuerUrl, {}, { ...basicAuthorization(app.clientId, app.secret), dpop })
      assert.equal(answer.status, 400, JSON.stringify(answer.body))
      assert.equal(answer.body.error, 'invalid_dpop_proof')
      assert.equal(answer.body.access_token, undefined)
    })
  })
}

test('a private key in a proof, and two proofs, give no token', async () => {
  await withApplication(async (world, app, url) => {
    const maker = createProofMaker()
    const exposed = maker.prove({ method: 'POST', url }, {}, { jwk: maker.privateJwk })
    const twice = `${maker.prove({ method: 'POST', url })}, ${maker.prove({ method: 'POST', url })}`
    for (const dpop of [exposed, twice]) {
      const answer = await requestToken(world.issuerUrl, {}, { ...basicAuthorization(app.clientId, app.secret), dpop })
      assert.equal(answer.body.error, 'invalid_dpop_proof')
    }
  })
})

test('of twenty copies of one proof at once one gives a token, whoever shows them', async () => {
  await withApplication(async (world, app, url) => {
    const second = addSecret(world, app.clientId)
    for (let round = 0; round < 5; round++) {
      const dpop = createProofMaker().prove({ method: 'POST', url })
      const asks = Array.from({ length: 20 }, (_, at) => {
        const secret = at % 2 === 0 ? app.secret : second.secret
        return requestToken(world.issuerUrl, {}, { ...basicAuthorization(app.clientId, secret), dpop })
      })
      const answers = await Promise.all(asks)
      assert.equal(answers.filter(({ status }) => status === 200).length, 1)
    }
  })
})

test('an assertion and a proof may have the same jti, and each is used up by itself', async () => {
  await withApplication(async (world, app, url) => {
    const key = await makeClientKey('ES256')
    addKeySet(world, app.clientId, [key.publicJwk])
    const claims = assertionClaims(app.clientId, world.issuerUrl)
    const maker = createProofMaker()
    const dpop = maker.prove({ method: 'POST', url }, { jti: claims.jti })
    const form = await assertionForm(key, claims)
    const first = await requestToken(world.issuerUrl, form, { dpop })
    assert.equal(first.status, 200, JSON.stringify(first.body))
    assert.deepEqual(decodeJwt(String(first.body.access_token)).cnf, { jkt: maker.thumbprint })
    const sameProof = await requestToken(
      world.issuerUrl,
      await assertionForm(key, assertionClaims(app.clientId, world.issuerUrl)),
      { dpop },
    )
    assert.equal(sameProof.body.error, 'invalid_dpop_proof')
    const sameAssertion = await requestToken(world.issuerUrl, form, { dpop: maker.prove({ method: 'POST', url }) })
    assert.equal(sameAssertion.status, 401)
  })
})

test('a guard that is away gives 503 and no token; one that was emptied refuses older proofs', async () => {
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
  await withApplication(
    async (world, app, url) => {
      const ask = () =>
        requestToken(
          world.issuerUrl,
          {},
          { ...basicAuthorization(app.clientId, app.secret), dpop: createProofMaker().prove({ method: 'POST', url }) },
        )
      assert.equal((await ask()).status, 503)
      isAway = false
      emptySince = Date.now() + 2000
      assert.equal((await ask()).body.error, 'invalid_dpop_proof')
      emptySince = 0
      assert.equal((await ask()).status, 200)
    },
    { replayGuard },
  )
})

test('an application that demands bound tokens gets none without a proof or a certificate', async () => {
  await withApplication(
    async (world, app, url) => {
      world.patch('application', app.clientId, { requires_bound_tokens: true })
      const authorization = basicAuthorization(app.clientId, app.secret)
      const plain = await requestToken(world.issuerUrl, {}, authorization)
      assert.equal(plain.status, 400)
      assert.equal(plain.body.error, 'invalid_dpop_proof')
      assert.match(String(plain.body.error_description), /send a DPoP proof/)
      const dpop = createProofMaker().prove({ method: 'POST', url })
      assert.equal((await requestToken(world.issuerUrl, {}, { ...authorization, dpop })).body.token_type, 'DPoP')
    },
    { takesCertificates: true },
  )
})

const made = makeCertificate('client.test')

/** A certificate as a key registered with it, and as a gateway tells of it. */
function certified(certificate: string) {
  const x509 = new X509Certificate(certificate)
  const described = describeCertificate(x509)
  const jwk = createPublicKey(certificate).export({ format: 'jwk' })
  return {
    jwk: { ...jwk, x5c: [described.der] },
    header: { 'client-cert': formatClientCert(described), 'octroi-relay': 'the gateway' },
    thumbprint: described.thumbprint,
  }
}

test('a registered certificate authenticates its client, and the token is bound to it', { skip: !made }, async () => {
  const { jwk, header, thumbprint } = certified(made?.cert ?? '')
  await withApplication(
    async (world, app) => {
      const credentialId = addKeySet(world, app.clientId, [jwk])
      const answer = await requestToken(world.issuerUrl, { client_id: app.clientId }, header)
      assert.equal(answer.status, 200, JSON.stringify(answer.body))
      assert.equal(answer.body.token_type, 'Bearer')
      const claims = decodeJwt(String(answer.body.access_token))
      assert.deepEqual(claims.cnf, { 'x5t#S256': thumbprint })
      assert.equal(claims.cred, credentialId)
      world.put('credential', credentialId, null)
      assert.equal((await requestToken(world.issuerUrl, { client_id: app.clientId }, header)).status, 401)
    },
    { takesCertificates: true },
  )
})

test('a certificate nobody registered authenticates nobody, and binds the token of a secret', {
  skip: !made,
}, async () => {
  const { header, thumbprint } = certified(made?.cert ?? '')
  await withApplication(
    async (world, app) => {
      const other = addApplication(world)
      addKeySet(world, other.clientId, [certified(made?.cert ?? '').jwk])
      const stranger = await requestToken(world.issuerUrl, { client_id: app.clientId }, header)
      assert.equal(stranger.status, 401)
      const both = await requestToken(
        world.issuerUrl,
        {},
        { ...basicAuthorization(app.clientId, app.secret), ...header },
      )
      assert.deepEqual(decodeJwt(String(both.body.access_token)).cnf, { 'x5t#S256': thumbprint })
      const wrong = await requestToken(world.issuerUrl, {}, { ...basicAuthorization(app.clientId, 'wrong'), ...header })
      assert.equal(wrong.status, 401)
    },
    { takesCertificates: true },
  )
})

test('where certificates play no part the header of a gateway is nothing', { skip: !made }, async () => {
  const { jwk, header } = certified(made?.cert ?? '')
  await withApplication(async (world, app) => {
    addKeySet(world, app.clientId, [jwk])
    assert.equal((await requestToken(world.issuerUrl, { client_id: app.clientId }, header)).status, 401)
    const both = await requestToken(world.issuerUrl, {}, { ...basicAuthorization(app.clientId, app.secret), ...header })
    assert.equal(decodeJwt(String(both.body.access_token)).cnf, undefined)
  })
})

const second = makeCertificate('second.test')

test('of several registered certificates the token names the credential of the one shown', {
  skip: !made || !second,
}, async () => {
  await withApplication(
    async (world, app) => {
      for (const pem of [made?.cert ?? '', second?.cert ?? '']) {
        const { jwk } = certified(pem)
        addKeySet(world, app.clientId, [(await makeClientKey('ES256')).publicJwk, jwk])
      }
      const last = certified(second?.cert ?? '')
      const credentialId = addKeySet(world, app.clientId, [certified(makeCertificate('third.test')?.cert ?? '').jwk])
      const answer = await requestToken(world.issuerUrl, { client_id: app.clientId }, last.header)
      const { cred, cnf } = decodeJwt(String(answer.body.access_token))
      assert.deepEqual(cnf, { 'x5t#S256': last.thumbprint })
      assert.notEqual(cred, credentialId)
      world.put('credential', String(cred), null)
      assert.equal((await requestToken(world.issuerUrl, { client_id: app.clientId }, last.header)).status, 401)
    },
    { takesCertificates: true },
  )
})

test('the certificate a stranger tells of is nothing to the issuer', { skip: !made }, async () => {
  const { jwk, header } = certified(made?.cert ?? '')
  await withApplication(
    async (world, app) => {
      addKeySet(world, app.clientId, [jwk])
      const ask = (headers: Record<string, string>) =>
        requestToken(world.issuerUrl, { client_id: app.clientId }, { 'client-cert': header['client-cert'], ...headers })
      const strangers = [
        {},
        { 'octroi-relay': '' },
        { 'octroi-relay': 'the gatewax' },
        { 'octroi-relay': 'the gateway!' },
      ]
      for (const headers of strangers) assert.equal((await ask(headers)).status, 401)
      assert.equal((await ask({ 'octroi-relay': 'the gateway' })).status, 200)
    },
    { takesCertificates: true },
  )
})
