import assert from 'node:assert/strict'
import { createHmac, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { createCachingTokenVerifier } from '#gateway/authentication/token-cache.ts'
import { verifyAccessToken } from '#gateway/authentication/verify-access-token.ts'
import { createAccessTokenSigner } from '#support/access-token-signer.ts'

const issuer = 'https://gateway.example/oauth2'
const audience = 'https://gateway.example'
const signer = createAccessTokenSigner(issuer, audience)
const now = Math.floor(Date.now() / 1000)
const key = createPublicKey({ key: signer.publicJwk, format: 'jwk' })
const expected = {
  issuer,
  otherIssuer: 'https://sandbox.example/oauth2',
  audience,
  keys: new Map([[signer.kid, key]]),
  now,
}
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const isAccepted = (token: string) => 'claims' in verifyAccessToken(token, expected)

// biome-ignore format: one forgery a line
const forgeries: readonly (readonly [string, () => string])[] = [
  ['alg none', () => `${encode({ alg: 'none', typ: 'at+jwt', kid: signer.kid })}.${signer.sign().split('.')[1]}.`],
  ['alg none with a signature', () => signer.sign({}, { alg: 'none' })],
  ['alg HS256 with the public key as secret', () => {
    const signed = `${encode({ alg: 'HS256', typ: 'at+jwt', kid: signer.kid })}.${signer.sign().split('.')[1]}`
    return `${signed}.${createHmac('sha256', key.export({ type: 'spki', format: 'pem' })).update(signed).digest('base64url')}`
  }],
  ['alg ES384', () => signer.sign({}, { alg: 'ES384' })],
  ['no alg', () => signer.sign({}, { alg: undefined })],
  ['typ JWT', () => signer.sign({}, { typ: 'JWT' })],
  ['no typ', () => signer.sign({}, { typ: undefined })],
  ['an unknown kid', () => signer.sign({}, { kid: 'other' })],
  ['no kid', () => signer.sign({}, { kid: undefined })],
  ['a kid that is an object', () => signer.sign({}, { kid: {} })],
  ['a kid that walks', () => signer.sign({}, { kid: '../../key-1' })],
  ['a kid of the prototype', () => signer.sign({}, { kid: '__proto__' })],
  ['an embedded key', () => createAccessTokenSigner(issuer, audience, 'evil').sign({}, { jwk: signer.publicJwk })],
  ["somebody else's key under our kid", () => createAccessTokenSigner(issuer, audience, signer.kid).sign()],
  ['a critical extension', () => signer.sign({}, { crit: ['x'], x: 1 })],
  ['an unencoded payload', () => signer.sign({}, { b64: false, crit: ['b64'] })],
  ['another issuer', () => signer.sign({ iss: 'https://evil.example' })],
  ['no issuer', () => signer.sign({ iss: undefined })],
  ['another audience', () => signer.sign({ aud: 'https://elsewhere.example' })],
  ['no audience', () => signer.sign({ aud: undefined })],
  ['an audience that only begins like ours', () => signer.sign({ aud: `${audience}.evil.example` })],
  ['an expired token', () => signer.sign({ exp: now - 1 })],
  ['a token that expires now', () => signer.sign({ exp: now })],
  ['no expiry', () => signer.sign({ exp: undefined })],
  ['an expiry that is text', () => signer.sign({ exp: String(now + 60) })],
  ['an issue in the future', () => signer.sign({ iat: now + 61 })],
  ['no issue time', () => signer.sign({ iat: undefined })],
  ['not yet valid', () => signer.sign({ nbf: now + 61 })],
  ['no jti', () => signer.sign({ jti: undefined })],
  ['no client', () => signer.sign({ client_id: undefined })],
  ['no credential', () => signer.sign({ cred: undefined })],
  ['a binding to a key, used without it', () => signer.sign({ cnf: { jkt: 'x' } })],
  ['scopes that are a list', () => signer.sign({ scope: ['a'] })],
  ['a space in a part', () => signer.sign().replace('.', ' .')],
  ['padding', () => `${signer.sign()}=`],
  ['a line feed at the end', () => `${signer.sign()}\n`],
  ['four parts', () => `${signer.sign()}.x`],
  ['a payload that is a list', () => `${encode({ alg: 'ES256', typ: 'at+jwt', kid: signer.kid })}.${encode([])}.${'A'.repeat(86)}`],
  ['a signature of zeros', () => `${signer.sign().split('.').slice(0, 2).join('.')}.${'A'.repeat(86)}`],
]

describe('an access token', () => {
  it('is accepted when everything is right', () => {
    assert.ok(isAccepted(signer.sign()))
    assert.ok(isAccepted(signer.sign({ aud: [audience, 'https://x.example'] }, { typ: 'application/AT+JWT' })))
    assert.ok(isAccepted(signer.sign({ iat: now + 9 })))
  })

  for (const [name, forge] of forgeries) it(`is refused with ${name}`, () => assert.equal(isAccepted(forge()), false))

  it('is refused after any change of a character', () => {
    const token = signer.sign()
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom(...'ABCabc012-_.='), (index, character) => {
        fc.pre(token[index] !== character)
        assert.equal(isAccepted(token.slice(0, index) + character + token.slice(index + 1)), false)
      }),
      { numRuns: 400 },
    )
  })

  it('names the other environment, and expiry, for the caller', () => {
    assert.deepEqual(verifyAccessToken(signer.sign({ iss: expected.otherIssuer }), expected), {
      failure: 'wrong_environment',
    })
    assert.deepEqual(verifyAccessToken(signer.sign({ exp: now - 5 }), expected), { failure: 'expired' })
  })

  it('is verified once, then remembered until it expires or its key leaves', () => {
    const verify = createCachingTokenVerifier(2)
    const token = signer.sign({ exp: now + 30 })
    assert.ok('claims' in verify(token, expected))
    assert.deepEqual(verify(token, { ...expected, now: now + 30 }), { failure: 'expired' })
    assert.ok('claims' in verify(token, expected))
    assert.deepEqual(verify(token, { ...expected, keys: new Map() }), { failure: 'invalid' })
    const { privateKey: _, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    assert.deepEqual(verify(token, { ...expected, keys: new Map([[signer.kid, publicKey]]) }), { failure: 'invalid' })
  })
})
