import { createHash } from 'node:crypto'

/** Bytes of a SHA-256 digest. */
export const hashBytes = 32

const leafPrefix = Buffer.of(0)
const nodePrefix = Buffer.of(1)

/** Root of a tree without leaves: SHA-256 of nothing (RFC 9162 section 2.1.1). */
export function emptyRoot(): Buffer {
  return createHash('sha256').digest()
}

/** SHA-256(0x00 || bytes): the prefix keeps a leaf from passing for a node (RFC 9162 section 2.1.1). */
export function leafHash(bytes: string | Uint8Array): Buffer {
  return createHash('sha256').update(leafPrefix).update(bytes).digest()
}

/** SHA-256(0x01 || left || right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return createHash('sha256').update(nodePrefix).update(left).update(right).digest()
}
