import { nodeHash } from './merkle-hash.ts'

export interface ConsistencyProof {
  readonly from: number
  readonly fromRoot: Uint8Array
  readonly to: number
  readonly toRoot: Uint8Array
  readonly path: readonly Uint8Array[]
}

/**
 * Whether the larger tree begins with exactly the leaves of the smaller one (RFC 9162 section 2.1.4.2).
 * Every tree begins with the empty one, whose proof is empty.
 */
export function verifyConsistency({ from, fromRoot, to, toRoot, path }: ConsistencyProof): boolean {
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || from < 0 || from > to) return false
  if (from === to) return path.length === 0 && Buffer.compare(fromRoot, toRoot) === 0
  if (from === 0) return path.length === 0
  const steps = isPowerOfTwo(from) ? [fromRoot, ...path] : path
  const [first, ...rest] = steps
  if (first === undefined || path.length === 0) return false
  let node = from - 1
  let last = to - 1
  while (node % 2 === 1) {
    node = Math.floor(node / 2)
    last = Math.floor(last / 2)
  }
  let older = first
  let newer = first
  for (const sibling of rest) {
    if (last === 0) return false
    if (node % 2 === 1 || node === last) {
      older = nodeHash(sibling, older)
      newer = nodeHash(sibling, newer)
      while (node % 2 === 0 && node !== 0) {
        node /= 2
        last = Math.floor(last / 2)
      }
    } else {
      newer = nodeHash(newer, sibling)
    }
    node = Math.floor(node / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && Buffer.compare(older, fromRoot) === 0 && Buffer.compare(newer, toRoot) === 0
}

function isPowerOfTwo(value: number): boolean {
  return Number.isInteger(Math.log2(value))
}
