import { type LeafRange, splitPoint } from './leaf-range.ts'

/**
 * The subtrees whose hashes prove that leaf `index` is in the tree of `size` leaves, in the order of the proof
 * (RFC 9162 section 2.1.3.1). The caller has checked that 0 <= index < size.
 */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  const path: LeafRange[] = []
  let start = 0
  let end = size
  while (end - start > 1) {
    const split = start + splitPoint(end - start)
    if (index < split) {
      path.push({ start: split, end })
      end = split
    } else {
      path.push({ start, end: split })
      start = split
    }
  }
  return path.reverse()
}

/**
 * The subtrees whose hashes prove that the tree of `from` leaves begins the tree of `to` leaves
 * (RFC 9162 section 2.1.4.1). The caller has checked that 0 < from <= to.
 */
export function consistencyRanges(from: number, to: number): LeafRange[] {
  const path: LeafRange[] = []
  let start = 0
  let end = to
  let isWhole = true
  while (from !== end) {
    const split = start + splitPoint(end - start)
    if (from <= split) {
      path.push({ start: split, end })
      end = split
    } else {
      path.push({ start, end: split })
      start = split
      isWhole = false
    }
  }
  if (!isWhole) path.push({ start, end })
  return path.reverse()
}
