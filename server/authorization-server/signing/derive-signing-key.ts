import { createECDH, hash, hkdfSync } from 'node:crypto'
import type { SigningKey } from './signing-key.ts'

/** Order of the group of P-256 (FIPS 186-5). */
const order = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551')

/**
 * The ES256 key that follows from a secret, so that every replica of control signs with the same one
 * and nothing has to be stored. 128 spare bits keep the scalar uniform (FIPS 186-5 A.2.1).
 */
export function deriveSigningKey(secret: Uint8Array, purpose: string): SigningKey {
  const bits = Buffer.from(hkdfSync('sha256', secret, new Uint8Array(), purpose, 48))
  const scalar = (BigInt(`0x${bits.toString('hex')}`) % (order - 1n)) + 1n
  const d = Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex')
  const curve = createECDH('prime256v1')
  curve.setPrivateKey(d)
  const point = curve.getPublicKey()
  const x = point.subarray(1, 33).toString('base64url')
  const y = point.subarray(33).toString('base64url')
  const kid = hash('sha256', JSON.stringify({ crv: 'P-256', kty: 'EC', x, y }), 'base64url')
  const publicJwk = { kty: 'EC', crv: 'P-256', x, y, kid, alg: 'ES256', use: 'sig' }
  return { kid, publicJwk, privateJwk: { ...publicJwk, d: d.toString('base64url') } }
}
