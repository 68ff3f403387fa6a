import type { Transaction } from '../ports/unit-of-work.ts'
import type { Account } from './account.ts'

/** Accounts of people and machines. Reading for logins is `core/oauth/account-directory.ts`. */
export interface AccountStore {
  /** False when the e-mail address has an account already; nothing is written then. */
  insert(tx: Transaction, account: Account): Promise<boolean>
  load(tx: Transaction, id: string): Promise<Account | null>
  /** A person by the lower-cased address. */
  findByEmail(tx: Transaction, email: string): Promise<Account | null>
  /** Replaces name, locale, password hash, state and the start of valid sessions. */
  update(tx: Transaction, account: Account): Promise<void>
}
