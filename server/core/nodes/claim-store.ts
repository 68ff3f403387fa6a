import type { Transaction } from '../ports/unit-of-work.ts'

/** One-time identifiers claimed by any node. */
export interface ClaimStore {
  /** Atomic: of any number of concurrent claims of one id exactly one is true, until `ttlMs` after that one. */
  claim(tx: Transaction, id: string, ttlMs: number): Promise<boolean>
  /** Forgets claims whose time is over. */
  purge(tx: Transaction): Promise<void>
}
