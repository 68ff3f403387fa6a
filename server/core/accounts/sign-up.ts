import type { PasswordHasher } from '../ports/password-hasher.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { Account } from './account.ts'
import { limitAttempts, networkOf } from './limit-attempts.ts'
import { registerAccount } from './register-account.ts'

const hour = 3_600_000

export interface SignUpInput {
  readonly email: string
  readonly password: string
  readonly name: string
  readonly locale: string
  readonly remoteAddress: string
}

type SignUpDeps = Parameters<typeof limitAttempts>[0] &
  Parameters<typeof registerAccount>[1] & { readonly passwords: PasswordHasher }

/**
 * Prepares an account outside any transaction (attempts are counted, the password is hashed) and
 * answers the step that makes it inside one.
 * @throws TooManyRequests; the step throws Conflict `email-taken`.
 */
export async function signUp(deps: SignUpDeps, input: SignUpInput): Promise<(tx: Transaction) => Promise<Account>> {
  const email = input.email.toLowerCase()
  await limitAttempts(deps, [
    { key: `sign-up:${networkOf(input.remoteAddress)}`, attempts: 60, windowMs: hour },
    { key: `sign-up:${email}`, attempts: 10, windowMs: hour },
  ])
  const passwordHash = await deps.passwords.hash(input.password)
  return (tx) => registerAccount(tx, deps, { email, name: input.name, locale: input.locale, passwordHash })
}
