import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { deriveEd25519Key } from '#kit/derive-ed25519-key.ts'

/** What a signature is for; a signature of one purpose never passes for another. */
export type AuditStatement = 'checkpoint' | 'cosignature' | 'purge'

/** The key of the sequencer alone. Witnesses pin its public half. */
export interface CheckpointKey {
  readonly privateKey: KeyObject
  /** Base64url of the DER SubjectPublicKeyInfo. */
  readonly publicKey: string
}

/** Base64url of the DER SubjectPublicKeyInfo of a key's public half. */
export function publicHalf(key: KeyObject): string {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64url')
}

/** Derived from the platform's master secret under a label of its own. */
export function deriveCheckpointKey(master: Uint8Array): CheckpointKey {
  const privateKey = deriveEd25519Key(master, 'octroi checkpoint key 1')
  return { privateKey, publicKey: publicHalf(privateKey) }
}

function toSign(statement: AuditStatement, body: string): Buffer {
  return Buffer.from(`octroi audit ${statement} 1\n${body}`)
}

/** Base64url of the Ed25519 signature (RFC 8032) of a statement. */
export function signStatement(key: KeyObject, statement: AuditStatement, body: string): string {
  return sign(null, toSign(statement, body), key).toString('base64url')
}

/** Whether the holder of the public key signed it; false for anything malformed. */
export function verifyStatement(
  publicKey: string,
  statement: AuditStatement,
  body: string,
  signature: string,
): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64url'), format: 'der', type: 'spki' })
    return (
      key.asymmetricKeyType === 'ed25519' &&
      verify(null, toSign(statement, body), key, Buffer.from(signature, 'base64url'))
    )
  } catch {
    return false
  }
}
