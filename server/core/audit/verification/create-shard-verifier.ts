import { lineHash, noHead } from '../chain-line.ts'
import type { ChainHead } from '../checkpoint.ts'
import { type LinePlace, placeOf } from '../place-of.ts'
import { createCompactRange } from '../tree/compact-range.ts'
import { leafHash } from '../tree/merkle-hash.ts'
import type { ProvenCheckpoint } from './check-checkpoints.ts'
import { type Finding, maxFindings } from './finding.ts'

export interface ShardVerifierOptions {
  readonly shard: string
  /** Checkpoints of the shard, in order. */
  readonly checkpoints: readonly ProvenCheckpoint[]
  /** Last records of chains that earlier shards hold. */
  readonly boundary: readonly ChainHead[]
  /** Whether `boundary` knows every chain: false when the witness joined later than the log began. */
  readonly knowsBeginning: boolean
}

/** Takes the leaves of one shard in order and says what differs from its checkpoints. */
export interface ShardVerifier {
  /** `index` is the place the leaf is stored at; `place` is `placeOf(line)`, where the caller has read it already. */
  take(index: number, line: string, place?: LinePlace | null): void
  finish(): ShardVerdict
}

export interface ShardVerdict {
  readonly findings: readonly Finding[]
  readonly leaves: number
  /** Leaves after the last checkpoint: nobody outside has seen them yet. */
  readonly unwitnessed: number
}

type Known = Pick<ChainHead, 'seq' | 'head'>

/** The verifier of one shard. It holds 32 bytes for each level of the tree and the head of each chain. */
export function createShardVerifier(options: ShardVerifierOptions): ShardVerifier {
  const { shard, checkpoints, knowsBeginning } = options
  const tree = createCompactRange()
  const chains = new Map<string, Known>()
  const headsOfGateway = new Map<string, Set<string>>()
  const beginnings: { readonly gateway: string; readonly leaf: number; readonly previous: string }[] = []
  const findings: Finding[] = []
  let due = 0
  let provenSize = 0
  let isTreeBroken = false

  for (const { gateway, chain, seq, head } of options.boundary) learn(gateway, chain, { seq, head })
  compareRoots()

  function find(kind: Finding['kind'], leaf: number | null, detail: string): void {
    if (findings.length < maxFindings) findings.push({ kind, shard, leaf, detail })
  }

  function learn(gateway: string, chain: string, known: Known): void {
    chains.set(`${gateway}/${chain}`, known)
    const heads = headsOfGateway.get(gateway) ?? new Set()
    headsOfGateway.set(gateway, heads.add(known.head))
  }

  /** A checkpoint speaks of the first `size` leaves: its root is compared when the tree has as many. */
  function compareRoots(): void {
    for (let next = checkpoints[due]; next !== undefined && next.size === tree.size; next = checkpoints[due]) {
      due += 1
      if (isTreeBroken) continue
      if (next.root === tree.root().toString('hex')) provenSize = next.size
      else {
        isTreeBroken = true
        find('altered', null, `Leaves ${provenSize} to ${next.size - 1} are not those of checkpoint ${next.number}.`)
      }
    }
  }

  function checkChain(index: number, line: string, place: LinePlace | null): void {
    if (place === null) {
      find('altered', index, `Leaf ${index} is not a record.`)
      return
    }
    const { gateway, chain, seq, previous } = place
    const where = `Record ${seq} of chain ${chain} of ${gateway}`
    const known = chains.get(`${gateway}/${chain}`)
    if (known === undefined && seq === 1) beginnings.push({ gateway, leaf: index, previous })
    if (known === undefined && seq > 1 && knowsBeginning) {
      find('missing', index, `${where} is the first that the log has of its chain.`)
    }
    if (known !== undefined && seq > known.seq + 1) find('missing', index, `${where} follows record ${known.seq}.`)
    if (known !== undefined && seq <= known.seq) find('inserted', index, `${where} follows record ${known.seq}.`)
    if (known !== undefined && seq === known.seq + 1 && previous !== known.head) {
      find('altered', index, `${where} names another record before it than the log has.`)
    }
    learn(gateway, chain, { seq, head: lineHash(line) })
  }

  function take(index: number, line: string, place: LinePlace | null = placeOf(line)): void {
    if (index > tree.size && !isTreeBroken) {
      isTreeBroken = true
      find('missing', tree.size, `Leaves ${tree.size} to ${index - 1} are gone.`)
    } else if (index < tree.size && !isTreeBroken) {
      isTreeBroken = true
      find('inserted', index, `Two records claim leaf ${index}.`)
    }
    checkChain(index, line, place)
    tree.append(leafHash(line))
    compareRoots()
  }

  function finish(): ShardVerdict {
    const last = checkpoints.at(-1)
    if (last !== undefined && last.size > tree.size) {
      find('missing', tree.size, `The log ends at ${tree.size} leaves; checkpoint ${last.number} has ${last.size}.`)
    }
    if (last?.is_final && last.size < tree.size) {
      find('inserted', last.size, `The shard ended with ${last.size} leaves; the log has ${tree.size}.`)
    }
    for (const { gateway, leaf, previous } of knowsBeginning ? beginnings : []) {
      if (previous === noHead || headsOfGateway.get(gateway)?.has(previous)) continue
      find('missing', leaf, `A chain of ${gateway} continues a record that the log does not have.`)
    }
    return { findings, leaves: tree.size, unwitnessed: Math.max(0, tree.size - (last?.size ?? 0)) }
  }

  return { take, finish }
}
