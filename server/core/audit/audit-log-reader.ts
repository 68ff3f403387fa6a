import type { Transaction } from '../ports/unit-of-work.ts'
import type { ChainHead, SignedCheckpoint } from './checkpoint.ts'

export interface AuditShard {
  readonly shard: string
  readonly size: number
  readonly state: 'open' | 'closed' | 'purged'
  readonly opened_at: string
  readonly closed_at: string | null
  /** The statement that the shard was purged, and its signature; null unless it was. */
  readonly purge: SignedCheckpoint | null
}

export interface NumberedCheckpoint extends SignedCheckpoint {
  readonly number: number
  readonly shard: string
  readonly size: number
  readonly at: string
}

/** A stored record. `leaf` is null while it is not sequenced. */
export interface StoredRecord {
  readonly line: string
  readonly leaf: { readonly shard: string; readonly index: number } | null
}

/** A leaf as it is stored: the line, and beside it the columns that searches read. */
export interface StoredLeaf {
  readonly index: number
  readonly line: string
  readonly columns: Readonly<Record<string, unknown>>
}

/** A record of a gateway that stands where its chain has none. */
export interface StrayRecord {
  readonly gateway: string
  readonly chain: string
  readonly seq: number
}

/** Reads the audit log: for proofs, for witnesses and for verification. */
export interface AuditLogReader {
  shards(tx: Transaction): Promise<AuditShard[]>
  findRecord(tx: Transaction, gateway: string, chain: string, seq: number): Promise<StoredRecord | null>
  /** The act recorded for an event; null while it is not sequenced. */
  findAct(tx: Transaction, eventId: string): Promise<{ readonly seq: number; readonly line: string } | null>
  /** Checkpoints after a number, oldest first. */
  checkpoints(tx: Transaction, after: number, limit: number): Promise<NumberedCheckpoint[]>
  findCheckpoint(tx: Transaction, number: number): Promise<NumberedCheckpoint | null>
  latestCheckpoint(tx: Transaction): Promise<NumberedCheckpoint | null>
  /** The newest checkpoint of the shard; null when it has none of at least `size` leaves. */
  checkpointCovering(tx: Transaction, shard: string, size: number): Promise<NumberedCheckpoint | null>
  /** The last record that a gateway reported of each chain of which it has not shipped all. */
  unshipped(tx: Transaction): Promise<ChainHead[]>
  readTile(tx: Transaction, shard: string, level: number, index: number): Promise<Uint8Array | null>

  /** Keeps a witness's signature over a checkpoint; a second one of the same changes nothing. */
  cosign(tx: Transaction, number: number, witness: string, signature: string, at: string): Promise<void>
  /** The newest checkpoint that one of these witnesses has signed. */
  latestCosigned(tx: Transaction, witnesses: readonly string[]): Promise<NumberedCheckpoint | null>
  /** The last record of a chain that this checkpoint covers; 0 for none. */
  coveredSeq(tx: Transaction, gateway: string, chain: string, checkpoint: NumberedCheckpoint): Promise<number>

  /** Leaves of a shard from `first` on, in order, some thousands at most; those whose record is gone are left out. */
  leaves(tx: Transaction, shard: string, first: number): Promise<{ leaves: StoredLeaf[]; next: number | null }>
  /** Records outside every chain: what nobody shipped. At most a hundred. */
  strays(tx: Transaction): Promise<StrayRecord[]>
}
