import type { Transaction } from '../ports/unit-of-work.ts'
import type { ChainHead, Checkpoint, SignedCheckpoint } from './checkpoint.ts'
import type { RecordedAct } from './control-act.ts'
import type { Tile } from './tree/tiled-tree.ts'

/** Where the log stands. */
export interface LogHead {
  /** The shard that is open; null before the first record. */
  readonly shard: string | null
  readonly size: number
  readonly checkpoint_number: number
  /** Hex SHA-256 of the body of the last checkpoint; 64 zeros before the first. */
  readonly checkpoint_hash: string
  readonly checkpoint_at: string | null
}

/** How far a chain is in the log. `head` is the hash of the last sequenced line; null before the first. */
export interface SequencedChain {
  readonly gateway: string
  readonly chain: string
  readonly seq: number
  readonly head: string | null
}

/** Neighbouring records of a chain that are neighbouring leaves of a shard. */
export interface LeafRun {
  readonly shard: string
  readonly first_leaf: number
  readonly gateway: string
  readonly chain: string
  readonly first_seq: number
  readonly count: number
}

export interface ActLine {
  readonly seq: number
  readonly event_id: string
  readonly line: string
}

/** What the sequencer reads and writes. There is one sequencer: whoever holds the head. */
export interface AuditLogStore {
  /** The head, locked until the transaction ends. */
  lockHead(tx: Transaction): Promise<LogHead>
  openShard(tx: Transaction, shard: string, at: string): Promise<void>
  closeShard(tx: Transaction, shard: string, at: string): Promise<void>
  setSize(tx: Transaction, shard: string, size: number): Promise<void>

  /** Chains of gateways with records that are no leaves yet. */
  pendingChains(tx: Transaction): Promise<SequencedChain[]>
  /** The next lines of a chain, at most `limit`, without gap. */
  pendingLines(tx: Transaction, chain: SequencedChain, limit: number): Promise<string[]>
  /** Acts that are no leaves yet, oldest first. */
  pendingActs(tx: Transaction, limit: number): Promise<RecordedAct[]>
  /** How far the chain of acts is. */
  controlChain(tx: Transaction): Promise<SequencedChain>
  keepActs(tx: Transaction, acts: readonly ActLine[]): Promise<void>
  /** Adds a run and moves its chain to the run's end. */
  addRun(tx: Transaction, run: LeafRun, head: string): Promise<void>

  readTile(tx: Transaction, shard: string, level: number, index: number): Promise<Uint8Array | null>
  writeTiles(tx: Transaction, shard: string, tiles: readonly Tile[]): Promise<void>

  /** The last sequenced record of each chain that has leaves in the shard. */
  chainHeads(tx: Transaction, shard: string): Promise<ChainHead[]>
  /** The last record that a gateway reported of each chain of which it has not shipped all. */
  unshipped(tx: Transaction): Promise<ChainHead[]>
  /** Keeps what a gateway says is durable at its end; an older head changes nothing. */
  reportHead(tx: Transaction, head: ChainHead): Promise<void>
  /** Adds the next checkpoint and moves the head to it. */
  addCheckpoint(tx: Transaction, checkpoint: Checkpoint, signed: SignedCheckpoint): Promise<void>
}
