import type { Environment } from '../environment.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { SnapshotKind, WireEntry } from './snapshot.ts'

/** Identity of the store. A new epoch is minted with the database and by a restore. */
export interface PlatformIdentity {
  readonly epoch: string
  readonly profile: string
}

export interface SnapshotHead {
  readonly environment: Environment
  readonly revision: number
  readonly digest: Buffer
}

/** The rows behind the snapshot: one head for each environment, one entry for each thing. */
export interface SnapshotStore {
  /** Creates what is missing: the platform's row with this identity, and a head at revision 0 for each environment. */
  initialise(tx: Transaction, identity: PlatformIdentity): Promise<void>
  /** Null before `initialise`. */
  identity(tx: Transaction): Promise<PlatformIdentity | null>
  /** Gives the store a new epoch: after a restore, revisions already seen may be handed out again. */
  setEpoch(tx: Transaction, epoch: string): Promise<void>
  /** Adds 1 to the head's revision and locks it until the transaction ends, so that revisions commit in order. */
  advance(tx: Transaction, environment: Environment): Promise<SnapshotHead>
  /** The entries of these ids, in no order; those that never existed are missing. */
  find(
    tx: Transaction,
    environment: Environment,
    ids: readonly { readonly kind: SnapshotKind; readonly id: string }[],
  ): Promise<WireEntry[]>
  /** Inserts or replaces entries and sets the head's digest. Only after `advance` in the same transaction. */
  write(tx: Transaction, environment: Environment, entries: readonly WireEntry[], digest: Buffer): Promise<void>
  heads(tx: Transaction): Promise<SnapshotHead[]>
  /**
   * The head and what changed after `revision`, tombstones included, in order of revision; from revision 0
   * the live entries only. Both are of one moment when read inside `UnitOfWork.read`.
   */
  since(
    tx: Transaction,
    environment: Environment,
    revision: number,
  ): Promise<{ readonly head: SnapshotHead; readonly entries: readonly WireEntry[] }>
}
