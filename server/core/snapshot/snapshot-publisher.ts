import type { Environment } from '../environment.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { Effect, SnapshotKind, SnapshotStates } from './snapshot.ts'

/** One state to publish; null removes it. */
export type SnapshotChange = {
  [K in SnapshotKind]: { readonly kind: K; readonly id: string; readonly state: SnapshotStates[K] | null }
}[SnapshotKind]

/** Writes changes of what gateways and issuers see, in the transaction of the change itself. */
export interface SnapshotPublisher {
  /**
   * Takes the environment's next revision and stamps the changes with it. Locks the head row until
   * the transaction ends, so call it last. An empty list takes no revision and answers the current one.
   */
  publish(tx: Transaction, environment: Environment, changes: readonly SnapshotChange[]): Promise<number>
}

/** Waits until a committed revision has reached the gateways. */
export interface EffectAwaiter {
  /** Resolves within about two seconds: effective, or with the silent gateways named. Never inside a transaction. */
  effectOf(environment: Environment, revision: number): Promise<Effect>
  /**
   * Resolves when every living gateway and issuer serves what is committed now, or after about a second:
   * what was just made then works at once. Never inside a transaction.
   */
  settled(environment: Environment): Promise<void>
}
