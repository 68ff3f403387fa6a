/** Leaves from `start` (included) to `end` (excluded). */
export interface LeafRange {
  readonly start: number
  readonly end: number
}

/** A subtree all of whose 2^level leaves exist: leaves from `index * 2^level` on. */
export interface CompleteSubtree {
  readonly level: number
  readonly index: number
}

/** The largest power of two smaller than `size`: where RFC 9162 splits a tree of at least two leaves. */
export function splitPoint(size: number): number {
  let split = 1
  while (split * 2 < size) split *= 2
  return split
}

/**
 * The complete subtrees whose hashes, folded from the right, are the root of the range, largest first.
 * A range begins at a multiple of the largest one, as every range of a proof does.
 */
export function completeSubtrees({ start, end }: LeafRange): CompleteSubtree[] {
  const found: CompleteSubtree[] = []
  let at = start
  while (at < end) {
    let level = 0
    while (at + 2 ** (level + 1) <= end) level += 1
    found.push({ level, index: at / 2 ** level })
    at += 2 ** level
  }
  return found
}
