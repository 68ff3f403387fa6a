import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from 'node:crypto'

/** DER of an Ed25519 private key up to its 32 seed bytes (RFC 8410 section 7). */
const privateKeyPrefix = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The key with which control signs the snapshot. Its public half is pinned by every node at enrolment. */
export interface ControlKey {
  readonly privateKey: KeyObject
  /** Base64url of the DER SubjectPublicKeyInfo. */
  readonly publicKey: string
}

/** Every replica of control derives the same key from the platform's master secret (HKDF-SHA256, RFC 5869). */
export function deriveControlKey(master: Uint8Array): ControlKey {
  const seed = Buffer.from(hkdfSync('sha256', master, '', 'octroi control key 1', 32))
  const privateKey = createPrivateKey({ key: Buffer.concat([privateKeyPrefix, seed]), format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).toString('base64url')
  return { privateKey, publicKey }
}

/**
 * Reads the public half as a node has pinned it.
 * @throws when it is not a public key.
 */
export function readControlPublicKey(publicKey: string): KeyObject {
  return createPublicKey({ key: Buffer.from(publicKey, 'base64url'), format: 'der', type: 'spki' })
}
