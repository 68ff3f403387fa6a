import { type CompleteSubtree, completeSubtrees, type LeafRange } from './leaf-range.ts'
import { emptyRoot, hashBytes, nodeHash } from './merkle-hash.ts'

/** 256 neighbouring hashes of one tile level; a level stands for eight levels of the tree. */
export interface Tile {
  readonly level: number
  readonly index: number
  /** Up to 256 hashes, one after the other. The last tile of a level may hold fewer. */
  readonly hashes: Uint8Array
}

/** Reads a stored tile; null when it was never written. */
export type ReadTile = (level: number, index: number) => Promise<Uint8Array | null>

const width = 256
const height = 8

function fold(hashes: readonly Buffer[]): Buffer {
  let row = hashes
  while (row.length > 1) {
    const above: Buffer[] = []
    for (let at = 0; at < row.length; at += 2) above.push(nodeHash(row[at]!, row[at + 1]!))
    row = above
  }
  return row[0]!
}

function hashesOf(tile: Uint8Array): Buffer[] {
  const bytes = Buffer.from(tile.buffer, tile.byteOffset, tile.byteLength)
  return Array.from({ length: bytes.length / hashBytes }, (_, at) =>
    bytes.subarray(at * hashBytes, (at + 1) * hashBytes),
  )
}

async function subtreeHash(read: ReadTile, { level, index }: CompleteSubtree): Promise<Buffer> {
  const tileLevel = Math.floor(level / height)
  const count = 2 ** (level % height)
  const first = index * count
  const tile = await read(tileLevel, Math.floor(first / width))
  const hashes = tile === null ? [] : hashesOf(tile).slice(first % width, (first % width) + count)
  if (hashes.length < count) throw new RangeError('The tree lacks a tile.')
  return fold(hashes)
}

/**
 * Root of the leaves of a range of the tree; of all of them with `{start: 0, end: size}`.
 * @throws RangeError when the stored tiles end before the range.
 */
export async function rangeRoot(read: ReadTile, range: LeafRange): Promise<Buffer> {
  if (range.start === range.end) return emptyRoot()
  const roots: Buffer[] = []
  for (const subtree of completeSubtrees(range)) roots.push(await subtreeHash(read, subtree))
  return roots.reduceRight((right, left) => nodeHash(left, right))
}

/** The tiles that change when `leaves` follow the first `size` ones. */
export async function appendLeaves(read: ReadTile, size: number, leaves: readonly Buffer[]): Promise<Tile[]> {
  const changed: Tile[] = []
  let added: readonly Buffer[] = leaves
  let known = size
  for (let level = 0; added.length > 0; level += 1) {
    const full: Buffer[] = []
    let index = Math.floor(known / width)
    const kept = known % width
    const stored = kept === 0 ? null : await read(level, index)
    let hashes = stored === null ? [] : hashesOf(stored).slice(0, kept)
    if (hashes.length < kept) throw new RangeError('The tree lacks a tile.')
    for (const hash of added) {
      hashes.push(hash)
      if (hashes.length < width) continue
      changed.push({ level, index, hashes: Buffer.concat(hashes) })
      full.push(fold(hashes))
      hashes = []
      index += 1
    }
    if (hashes.length > 0) changed.push({ level, index, hashes: Buffer.concat(hashes) })
    known = Math.floor(known / width)
    added = full
  }
  return changed
}
