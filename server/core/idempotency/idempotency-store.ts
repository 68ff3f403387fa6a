import type { Transaction } from '../ports/unit-of-work.ts'

/** Which request a key stands for. `keyHash` is the SHA-256 of the client's key, never the key. */
export interface IdempotencyScope {
  readonly account: string
  readonly operation: string
  readonly keyHash: string
}

export interface RememberedRequest {
  readonly requestHash: string
  /** Null while it runs. Sealed by the caller: an answer may hold a secret that is shown once. */
  readonly answer: string | null
  /** Also the fencing mark of whoever runs it. */
  readonly startedAt: string
}

/** Requests already carried out, so that a retry is answered and not repeated. */
export interface IdempotencyStore {
  /** Claims the key; null when it is ours now, else what is remembered under it. Atomic. */
  begin(
    tx: Transaction,
    scope: IdempotencyScope,
    requestHash: string,
    startedAt: string,
  ): Promise<RememberedRequest | null>
  /** Takes over a run that was begun at `startedAt` and never ended; false when somebody else did. */
  takeOver(tx: Transaction, scope: IdempotencyScope, startedAt: string, now: string): Promise<boolean>
  /** Remembers the answer of the run begun at `startedAt`; false when it is no longer ours. */
  finish(tx: Transaction, scope: IdempotencyScope, startedAt: string, answer: string): Promise<boolean>
  /** Forgets a run that changed nothing, so that a corrected request may use the key again. */
  forget(tx: Transaction, scope: IdempotencyScope, startedAt: string): Promise<void>
  /** Forgets every run that has not ended. Only for a store that nobody else has open: what ran has died. */
  forgetRunning(tx: Transaction): Promise<void>
  /** Forgets everything begun before `before`; answers how many. */
  purge(tx: Transaction, before: string): Promise<number>
}
