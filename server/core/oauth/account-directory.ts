import type { Account } from '../accounts/account.ts'
import type { ActorMembership } from '../accounts/actor.ts'
import type { Transaction } from '../ports/unit-of-work.ts'

/** What an authorization server reads about accounts. Suspended accounts are found too: the caller decides. */
export interface AccountDirectory {
  find(tx: Transaction, accountId: string): Promise<Account | null>
  /** A person by the lower-cased address. */
  findByEmail(tx: Transaction, email: string): Promise<Account | null>
  /** Active memberships only. */
  membershipsOf(tx: Transaction, accountId: string): Promise<readonly ActorMembership[]>
}
