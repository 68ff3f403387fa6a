import type { Transaction } from '../ports/unit-of-work.ts'

/** Ends what an account is signed in with. */
export interface SessionEnder {
  /** In the caller's transaction: sessions, codes, access and refresh tokens of the account are gone when it commits. */
  endSessions(tx: Transaction, accountId: string): Promise<void>
}
