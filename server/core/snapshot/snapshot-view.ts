import type { Environment } from '../environment.ts'
import type { SnapshotKind, SnapshotStates } from './snapshot.ts'

/** Live states by kind and id. Never changed after it is handed out: a new revision is a new object. */
export type SnapshotMaps = {
  readonly [K in SnapshotKind]: ReadonlyMap<string, SnapshotStates[K]>
}

/** What a gateway or an issuer knows at one revision: immutable, so one call sees one truth. */
export interface SnapshotView {
  readonly environment: Environment
  readonly epoch: string
  readonly revision: number
  readonly states: SnapshotMaps
}

/** One thing that differs from the previous view. What it is now is in the new view's states; absent means removed. */
export interface SnapshotDifference {
  readonly kind: SnapshotKind
  readonly id: string
}

/** Where surfaces read the snapshot from. */
export interface SnapshotSource {
  /** The newest view, or null before the first snapshot has ever been received. */
  current(): SnapshotView | null
  /** Milliseconds since control last vouched for the current view; Infinity when it never did or nobody can tell. */
  age(): number
}
