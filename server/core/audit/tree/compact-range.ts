import { emptyRoot, nodeHash } from './merkle-hash.ts'

/** The right edge of a growing tree: enough to know its root, at 32 bytes for each level. */
export interface CompactRange {
  readonly size: number
  append(leaf: Uint8Array): void
  root(): Buffer
}

/** An empty tree. */
export function createCompactRange(): CompactRange {
  /** By level: the hash of a complete subtree that waits for its right sibling. */
  const edge: (Buffer | null)[] = []
  let size = 0

  return {
    get size() {
      return size
    },
    append(leaf) {
      let hash: Buffer = Buffer.from(leaf)
      let level = 0
      for (let left = edge[0]; left; left = edge[level]) {
        hash = nodeHash(left, hash)
        edge[level] = null
        level += 1
      }
      edge[level] = hash
      size += 1
    },
    root() {
      const whole = edge.filter((hash) => hash !== null)
      return whole.length === 0 ? emptyRoot() : whole.reduce((right, left) => nodeHash(left, right))
    },
  }
}
