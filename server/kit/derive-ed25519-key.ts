import { createPrivateKey, hkdfSync, type KeyObject } from 'node:crypto'

/** DER of an Ed25519 private key up to its 32 seed bytes (RFC 8410 section 7). */
const privateKeyPrefix = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The Ed25519 key that `label` separates from every other one of the same secret (HKDF-SHA256, RFC 5869). */
export function deriveEd25519Key(secret: Uint8Array, label: string): KeyObject {
  const seed = Buffer.from(hkdfSync('sha256', secret, '', label, 32))
  return createPrivateKey({ key: Buffer.concat([privateKeyPrefix, seed]), format: 'der', type: 'pkcs8' })
}
