import { type KeyObject, sign, verify } from 'node:crypto'
import type { WatchMessage } from './snapshot.ts'

/** The part of every watch message that control vouches for. The digest covers the entries. */
export type SignedHeader = Pick<WatchMessage, 'environment' | 'epoch' | 'to' | 'digest' | 'at'>

function headerBytes(header: SignedHeader): Buffer {
  const { epoch, environment, to, digest, at } = header
  return Buffer.from(['octroi-snapshot-1', epoch, environment, to, digest, at].join('\n'))
}

/** Control's Ed25519 signature over a header, base64url. */
export function signHeader(privateKey: KeyObject, header: SignedHeader): string {
  return sign(null, headerBytes(header), privateKey).toString('base64url')
}

/** Whether `signature` is control's over exactly this header. */
export function verifyHeader(publicKey: KeyObject, header: SignedHeader, signature: string): boolean {
  return verify(null, headerBytes(header), publicKey, Buffer.from(signature, 'base64url'))
}
