import { type ChangeDeps, timeOf } from '../change-deps.ts'
import { Conflict } from '../errors.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { Account } from './account.ts'
import type { AccountStore } from './account-store.ts'

export interface AccountInput {
  readonly email: string
  readonly name: string
  readonly locale: string
  /** From a PasswordHasher, made before the transaction. */
  readonly passwordHash: string
}

/**
 * Makes a person's account.
 * @throws Conflict `email-taken`.
 */
export async function registerAccount(
  tx: Transaction,
  deps: ChangeDeps & { readonly accounts: AccountStore },
  input: AccountInput,
): Promise<Account> {
  const now = timeOf(deps)
  const account: Account = {
    id: deps.random.uuid(),
    kind: 'person',
    email: input.email.toLowerCase(),
    name: input.name.trim(),
    locale: input.locale,
    password_hash: input.passwordHash,
    organization_id: null,
    state: 'active',
    sessions_valid_from: now,
    created_at: now,
  }
  if (!(await deps.accounts.insert(tx, account))) throw new Conflict({ problem: 'email-taken' })
  await deps.events.append(tx, {
    type: 'account.created',
    actor: { kind: 'person', id: account.id },
    organization_id: null,
    subject_type: 'account',
    subject_id: account.id,
    data: {},
  })
  return account
}
