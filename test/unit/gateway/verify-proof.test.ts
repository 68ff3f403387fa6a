import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import * as client from 'openid-client'
import { createProofVerifier } from '#gateway/authentication/verify-proof.ts'
import { createProofMaker } from '#support/proof-maker.ts'

const now = Math.floor(Date.now() / 1000)
const maker = createProofMaker()
const target = { method: 'GET', url: 'https://gateway.example/v3/dss/quotient', token: 'token' }
const expected = { ...target, thumbprint: maker.thumbprint, now }
const verify = createProofVerifier()

/** The request to a protected resource of RFC 9449 section 7.1 (figure 12), and the thumbprint of section 6.1. */
const published = {
  proof: [
    'eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpDa0RscEJoRj',
    'QyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19.eyJqdGk',
    'iOiJlMWozVl9iS2ljOC1MQUVCIiwiaHRtIjoiR0VUIiwiaHR1IjoiaHR0cHM6Ly9yZXNvdXJjZS5leGFtcGxlLm9yZy9wcm90ZWN0ZWRyZXNvdXJjZ',
    'SIsImlhdCI6MTU2MjI2MjYxOCwiYXRoIjoiZlVIeU8ycjJaM0RaNTNFc05yV0JiMHhXWG9hTnk1OUlpS0NBcWtzbVFFbyJ9.2oW9RP35yRqzhrtNP8',
    '6L-Ey71EOptxRimPPToA1plemAgR6pxHF8y6-yqyVnmcw6Fy1dqd-jfxSYoMxhAJpLjA',
  ].join(''),
  expected: {
    method: 'GET',
    url: 'https://resource.example.org/protectedresource',
    token: 'Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU',
    thumbprint: '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I',
    now: 1562262618,
  },
}

describe('a DPoP proof', () => {
  it('of the specification is accepted at its time, for its token', () => {
    assert.deepEqual(verify(published.proof, published.expected), {
      jti: 'e1j3V_bKic8-LAEB',
      issuedAt: 1562262618,
      nonce: null,
    })
    assert.match(String(verify(published.proof, { ...published.expected, now })), /`iat`/)
    assert.match(String(verify(published.proof, { ...published.expected, token: 'other' })), /`ath`/)
  })

  it('of an unmodified client is accepted', async () => {
    const keys = await client.randomDPoPKeyPair('ES256')
    const issuer = 'https://gateway.example/oauth2'
    const config = new client.Configuration({ issuer }, 'client-1')
    const sent: Headers[] = []
    config[client.customFetch] = async (_url, { headers }) => {
      sent.push(new Headers(headers))
      return new Response('{}')
    }
    const DPoP = client.getDPoPHandle(config, keys)
    const url = new URL(`${target.url}?nom=SECRET`)
    await client.fetchProtectedResource(config, 'token', url, 'GET', undefined, undefined, { DPoP })
    assert.equal(sent[0]?.get('authorization'), 'DPoP token')
    const thumbprint = await DPoP.calculateThumbprint()
    const at = Math.floor(Date.now() / 1000)
    const proof = verify(sent[0]?.get('dpop') ?? undefined, { ...expected, thumbprint, now: at })
    assert.equal(typeof proof, 'object', String(proof))
  })

  it('is refused, never accepted and never a failure, with any one byte of it changed', () => {
    const proof = maker.prove(target)
    assert.equal(typeof verify(proof, expected), 'object')
    fc.assert(
      fc.property(fc.nat(proof.length - 1), fc.integer({ min: 0, max: 255 }), (at, byte) => {
        const changed = proof.slice(0, at) + String.fromCharCode(byte) + proof.slice(at + 1)
        fc.pre(changed !== proof)
        return typeof verify(changed, expected) === 'string'
      }),
      { numRuns: 500 },
    )
  })

  it('is refused whatever stands in for one of its claims or headers, unless that is what was expected', () => {
    const names = ['htm', 'htu', 'ath', 'iat', 'jti', 'exp', 'nbf', 'nonce'] as const
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.jsonValue(), (name, value) => {
        const verdict = verify(maker.prove(target, { [name]: value }), expected)
        if (typeof verdict === 'string') return true
        if (name === 'jti') return typeof value === 'string' && value !== '' && verdict.jti === value
        if (name === 'nonce') return typeof value === 'string' && verdict.nonce === value
        if (name === 'iat') return typeof value === 'number' && Math.abs(value - now) <= 60
        if (name === 'exp' || name === 'nbf') return typeof value === 'number'
        return false
      }),
      { numRuns: 300 },
    )
    fc.assert(
      fc.property(fc.constantFrom('typ', 'alg', 'jwk'), fc.jsonValue(), (name, value) => {
        return typeof verify(maker.prove(target, {}, { [name]: value }), expected) === 'string'
      }),
      { numRuns: 300 },
    )
  })

  it('reads any text without failing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => typeof verify(text, expected) === 'string'),
    )
    assert.equal(typeof verify('a'.repeat(10_000), expected), 'string')
    assert.equal(typeof verify(undefined, expected), 'string')
  })
})
