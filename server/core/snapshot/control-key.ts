import { createPublicKey, type KeyObject } from 'node:crypto'
import { deriveEd25519Key } from '#kit/derive-ed25519-key.ts'

/** The key with which control signs the snapshot. Its public half is pinned by every node at enrolment. */
export interface ControlKey {
  readonly privateKey: KeyObject
  /** Base64url of the DER SubjectPublicKeyInfo. */
  readonly publicKey: string
}

/** Every replica of control derives the same key from the platform's master secret (HKDF-SHA256, RFC 5869). */
export function deriveControlKey(master: Uint8Array): ControlKey {
  const privateKey = deriveEd25519Key(master, 'octroi control key 1')
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
