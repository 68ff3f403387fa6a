import type { Transaction } from '../ports/unit-of-work.ts'

/** Salts of the keys of pseudonyms, one a month. Purging the month of the audit log destroys its salt for good. */
export interface SubjectKeyStore {
  /** The salt of the month, `fresh` when it had none. Null when it was destroyed: it never comes back. */
  ensure(tx: Transaction, epoch: string, fresh: Uint8Array): Promise<Uint8Array | null>
  /** Months whose salt still exists, oldest first. */
  list(tx: Transaction): Promise<{ readonly epoch: string; readonly salt: Uint8Array }[]>
}
