import { hash } from 'node:crypto'

/** Bytes of a SHA-256 digest. */
export const hashBytes = 32

/** Root of a tree without leaves: SHA-256 of nothing (RFC 9162 section 2.1.1). */
export function emptyRoot(): Buffer {
  return hash('sha256', '', 'buffer')
}

/** SHA-256(0x00 || bytes): the prefix keeps a leaf from passing for a node (RFC 9162 section 2.1.1). */
export function leafHash(bytes: string | Uint8Array): Buffer {
  const isText = typeof bytes === 'string'
  const leaf = Buffer.allocUnsafe(1 + (isText ? Buffer.byteLength(bytes) : bytes.length))
  leaf[0] = 0
  if (isText) leaf.write(bytes, 1)
  else leaf.set(bytes, 1)
  return hash('sha256', leaf, 'buffer')
}

/** SHA-256(0x01 || left || right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  const node = Buffer.allocUnsafe(1 + left.length + right.length)
  node[0] = 1
  node.set(left, 1)
  node.set(right, 1 + left.length)
  return hash('sha256', node, 'buffer')
}
