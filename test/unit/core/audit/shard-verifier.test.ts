import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { chainLine, lineHash, noHead } from '#core/audit/chain-line.ts'
import type { ExchangeRecord } from '#core/audit/exchange-record.ts'
import { createCompactRange } from '#core/audit/tree/compact-range.ts'
import { leafHash } from '#core/audit/tree/merkle-hash.ts'
import type { ProvenCheckpoint } from '#core/audit/verification/check-checkpoints.ts'
import { createShardVerifier, type ShardVerdict } from '#core/audit/verification/create-shard-verifier.ts'
import { exchangeDraft } from '#support/exchange-draft.ts'

/** Deterministic, so that a failing mutation can be repeated. */
function createDice(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
}

function buildLines(count: number, chains: number): string[] {
  const ids = Array.from({ length: chains }, () => randomUUID())
  const heads = ids.map(() => ({ seq: 0, previous: noHead }))
  return Array.from({ length: count }, (_, index) => {
    const at = index % chains
    const head = heads[at]!
    const place = { gateway: `gateway-${at}`, chain: ids[at]!, seq: head.seq + 1, previous: head.previous }
    const line = chainLine(place, exchangeDraft())
    heads[at] = { seq: place.seq, previous: lineHash(line) }
    return line
  })
}

function checkpointsOf(lines: readonly string[], every: number): ProvenCheckpoint[] {
  const tree = createCompactRange()
  const checkpoints: ProvenCheckpoint[] = []
  for (const [index, line] of lines.entries()) {
    tree.append(leafHash(line))
    if ((index + 1) % every !== 0) continue
    checkpoints.push({
      format_version: 1,
      origin: '',
      number: checkpoints.length + 1,
      previous: noHead,
      shard: '2026-03',
      size: tree.size,
      root: tree.root().toString('hex'),
      is_final: false,
      at: '2026-03-01T00:00:00.000Z',
      chains: [],
      unshipped: [],
      body: '',
    })
  }
  return checkpoints
}

function verify(lines: readonly string[], checkpoints: readonly ProvenCheckpoint[]): ShardVerdict {
  const verifier = createShardVerifier({ shard: '2026-03', checkpoints, boundary: [], knowsBeginning: true })
  for (const [index, line] of lines.entries()) verifier.take(index, line)
  return verifier.finish()
}

/** From `start` on every record names the record before it again: what somebody does who knows the format. */
function rechain(lines: readonly string[], start: number): string[] {
  const heads = new Map<string, { seq: number; previous: string }>()
  return lines.map((line, index) => {
    const record = JSON.parse(line) as ExchangeRecord
    const head = heads.get(record.chain) ?? { seq: 0, previous: noHead }
    const written = index < start ? line : chainLine({ ...record, seq: head.seq + 1, previous: head.previous }, record)
    heads.set(record.chain, { seq: (JSON.parse(written) as ExchangeRecord).seq, previous: lineHash(written) })
    return written
  })
}

const mutations: Readonly<
  Record<string, (lines: readonly string[], at: number, dice: (n: number) => number) => string[]>
> = {
  'a byte changed': (lines, at, dice) => {
    const bytes = Buffer.from(lines[at]!)
    const position = dice(bytes.length)
    bytes[position] = (bytes[position] ?? 0) ^ (1 + dice(127))
    return lines.with(at, bytes.toString('latin1'))
  },
  'a record dropped': (lines, at) => lines.toSpliced(at, 1),
  'a record inserted': (lines, at, dice) => lines.toSpliced(at, 0, lines[dice(lines.length)]!),
  'two records swapped': (lines, at) => lines.with(at, lines[at + 1]!).with(at + 1, lines[at]!),
  'the tail cut off': (lines, at) => lines.slice(0, at),
  'the clock changed': (lines, at) => lines.with(at, lines[at]!.replace('"at":"2', '"at":"1')),
  'a suffix rewritten with hashes that fit': (lines, at) =>
    rechain(lines.with(at, lines[at]!.replace('"status":200', '"status":403')), at),
  'a record dropped and the rest chained again': (lines, at) => rechain(lines.toSpliced(at, 1), at),
  'a record inserted and the rest chained again': (lines, at) => rechain(lines.toSpliced(at, 0, lines[at]!), at),
}

const lines = buildLines(1_000, 3)
const checkpoints = checkpointsOf(lines, 100)

test('a log as it was witnessed has no finding', () => {
  assert.deepEqual(verify(lines, checkpoints), { findings: [], leaves: 1_000, unwitnessed: 0 })
  assert.equal(verify([...lines, ...buildLines(5, 1)], checkpoints).unwitnessed, 5)
})

for (const [name, mutate] of Object.entries(mutations)) {
  test(`${name}: found wherever it is`, () => {
    const dice = createDice(7)
    for (let round = 0; round < 40; round += 1) {
      const at = dice(lines.length - 1)
      const changed = mutate(lines, at, dice)
      const { findings } = verify(changed, checkpoints)
      assert.ok(findings.length > 0, `round ${round}, record ${at}`)
      const first = Math.min(...findings.map(({ leaf }) => leaf ?? Number.POSITIVE_INFINITY))
      assert.ok(first >= at - 1, 'and nothing is blamed that comes before it')
    }
  })
}

test('without any checkpoint a single change is found by the chain', () => {
  for (const name of ['a record dropped', 'a record inserted', 'the clock changed']) {
    const changed = mutations[name]!(lines, 500, createDice(3))
    assert.ok(verify(changed, []).findings.length > 0, name)
  }
})

test('100 000 records are verified in 5 seconds of one processor', () => {
  const many = Array.from({ length: 100 }, () => lines).flat()
  const tree = checkpointsOf(many, 10_000)
  const start = process.cpuUsage()
  const { leaves } = verify(many, tree)
  assert.equal(leaves, 100_000)
  const { user, system } = process.cpuUsage(start)
  assert.ok((user + system) / 1e6 < 5, `${(user + system) / 1e6} s`)
})
