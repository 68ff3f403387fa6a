import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createCompactRange } from '#core/audit/tree/compact-range.ts'
import { emptyRoot, leafHash, nodeHash } from '#core/audit/tree/merkle-hash.ts'
import { consistencyRanges, inclusionRanges } from '#core/audit/tree/proof-ranges.ts'
import { appendLeaves, type ReadTile, rangeRoot } from '#core/audit/tree/tiled-tree.ts'
import { verifyConsistency } from '#core/audit/tree/verify-consistency.ts'
import { verifyInclusion } from '#core/audit/tree/verify-inclusion.ts'

const hex = (text: string) => Buffer.from(text, 'hex')

// Facts published with the reference implementations of Certificate Transparency.
const vectorLeaves = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
]
const vectorRoots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
].map(hex)
const vectorInclusions: readonly (readonly [index: number, size: number, path: readonly string[]])[] = [
  [
    0,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    5,
    8,
    [
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
]
const vectorConsistencies: readonly (readonly [from: number, to: number, path: readonly string[]])[] = [
  [1, 1, []],
  [
    1,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    6,
    8,
    [
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [
    2,
    5,
    [
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  ],
]

/** A tree in tiles, grown in steps of the given sizes. */
async function growTree(leaves: readonly Buffer[], steps: () => number): Promise<ReadTile> {
  const tiles = new Map<string, Uint8Array>()
  const read: ReadTile = async (level, index) => tiles.get(`${level}/${index}`) ?? null
  for (let size = 0; size < leaves.length; ) {
    const next = leaves.slice(size, size + steps())
    for (const tile of await appendLeaves(read, size, next)) tiles.set(`${tile.level}/${tile.index}`, tile.hashes)
    size += next.length
  }
  return read
}

const pathOf = (read: ReadTile, ranges: readonly { start: number; end: number }[]) =>
  Promise.all(ranges.map((range) => rangeRoot(read, range)))

/** MTH of RFC 9162 section 2.1.1, as it is written there. */
function plainRoot(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return emptyRoot()
  if (leaves.length === 1) return leaves[0]!
  let split = 1
  while (split * 2 < leaves.length) split *= 2
  return nodeHash(plainRoot(leaves.slice(0, split)), plainRoot(leaves.slice(split)))
}

describe('the tree matches the published vectors', () => {
  const leaves = vectorLeaves.map((text) => leafHash(hex(text)))

  it('in the root of every size', async () => {
    const read = await growTree(leaves, () => 1)
    const edge = createCompactRange()
    for (const [size, root] of vectorRoots.entries()) {
      assert.deepEqual(await rangeRoot(read, { start: 0, end: size }), root)
      assert.deepEqual(edge.root(), root)
      if (size < leaves.length) edge.append(leaves[size]!)
    }
  })

  it('in its proofs of inclusion', async () => {
    const read = await growTree(leaves, () => 3)
    for (const [index, size, path] of vectorInclusions) {
      assert.deepEqual(await pathOf(read, inclusionRanges(index, size)), path.map(hex))
      const proof = { index, size, leaf: leaves[index]!, path: path.map(hex), root: vectorRoots[size]! }
      assert.ok(verifyInclusion(proof))
    }
  })

  it('in its proofs of consistency', async () => {
    const read = await growTree(leaves, () => 8)
    for (const [from, to, path] of vectorConsistencies) {
      assert.deepEqual(await pathOf(read, consistencyRanges(from, to)), path.map(hex))
      const proof = { from, fromRoot: vectorRoots[from]!, to, toRoot: vectorRoots[to]!, path: path.map(hex) }
      assert.ok(verifyConsistency(proof))
    }
  })
})

describe('over trees of every size to 70, and of sizes about the edges of tiles', async () => {
  const leaves = Array.from({ length: 1_100 }, (_, at) => leafHash(`leaf ${at}`))
  let step = 0
  const read = await growTree(leaves, () => {
    step = (step + 37) % 300
    return step + 1
  })
  const sizes = [...Array.from({ length: 70 }, (_, at) => at + 1), 255, 256, 257, 511, 512, 513, 1_024, 1_100]
  const roots = new Map(sizes.map((size) => [size, plainRoot(leaves.slice(0, size))]))

  it('tiles give the root that the definition gives', async () => {
    for (const [size, root] of roots) assert.deepEqual(await rangeRoot(read, { start: 0, end: size }), root, `${size}`)
  })

  it('every leaf is proven, and no other leaf or place by the same path', async () => {
    for (const [size, root] of roots) {
      for (let index = 0; index < size; index += size > 70 ? 97 : 1) {
        const path = await pathOf(read, inclusionRanges(index, size))
        const proof = { index, size, leaf: leaves[index]!, path, root }
        assert.ok(verifyInclusion(proof), `${index} in ${size}`)
        assert.ok(!verifyInclusion({ ...proof, leaf: leafHash('another') }))
        assert.ok(!verifyInclusion({ ...proof, index: index + 1 }))
        assert.ok(!verifyInclusion({ ...proof, path: [...path, root] }))
        if (path.length > 0) assert.ok(!verifyInclusion({ ...proof, path: path.slice(1) }))
      }
    }
  })

  it('every tree is proven to begin every larger one, and no altered tree is', async () => {
    for (const to of [1, 2, 3, 7, 8, 33, 64, 70, 257, 513, 1_100]) {
      for (const from of sizes.filter((size) => size <= to)) {
        const path = await pathOf(read, consistencyRanges(from, to))
        const proof = { from, fromRoot: roots.get(from)!, to, toRoot: roots.get(to)!, path }
        assert.ok(verifyConsistency(proof), `${from} to ${to}`)
        const other = leafHash('another')
        assert.ok(!verifyConsistency({ ...proof, fromRoot: other }))
        assert.ok(!verifyConsistency({ ...proof, toRoot: other }))
        assert.ok(!verifyConsistency({ ...proof, path: [...path, other] }))
        for (const at of path.keys()) assert.ok(!verifyConsistency({ ...proof, path: path.with(at, other) }))
      }
    }
  })

  it('the empty tree begins every tree, and no tree begins a smaller one', () => {
    const toRoot = roots.get(7)!
    assert.ok(verifyConsistency({ from: 0, fromRoot: emptyRoot(), to: 7, toRoot, path: [] }))
    assert.ok(!verifyConsistency({ from: 8, fromRoot: roots.get(8)!, to: 7, toRoot, path: [] }))
  })
})
