import { generateKeyPairSync, hash } from 'node:crypto'
import type { SigningKey } from './signing-key.ts'

/** Makes an ES256 key pair; the `kid` is the thumbprint of RFC 7638, so equal keys have equal names. */
export function createSigningKey(): SigningKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '', d = '' } = privateKey.export({ format: 'jwk' })
  const kid = hash('sha256', JSON.stringify({ crv: 'P-256', kty: 'EC', x, y }), 'base64url')
  const publicJwk = { kty: 'EC', crv: 'P-256', x, y, kid, alg: 'ES256', use: 'sig' }
  return { kid, publicJwk, privateJwk: { ...publicJwk, d } }
}
