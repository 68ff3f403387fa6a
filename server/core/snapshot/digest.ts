import { createHash } from 'node:crypto'
import type { WireEntry } from './snapshot.ts'

/** Bytes of a digest. */
const size = 32

/** The digest of a snapshot without live entries: 32 zero bytes. */
export function emptyDigest(): Buffer {
  return Buffer.alloc(size)
}

function hashOf(kind: string, id: string, text: string): Buffer {
  return createHash('sha256').update(`${kind}\n${id}\n${text}`).digest()
}

/**
 * Adds a live entry to `digest`, or removes it: XOR is its own inverse. A tombstone (`text` null) adds
 * nothing. Changes `digest` in place.
 */
export function toggleEntry(digest: Buffer, entry: Pick<WireEntry, 'kind' | 'id' | 'text'>): void {
  if (entry.text === null) return
  const hash = hashOf(entry.kind, entry.id, entry.text)
  for (let index = 0; index < size; index += 1) digest[index] = digest[index]! ^ hash[index]!
}
