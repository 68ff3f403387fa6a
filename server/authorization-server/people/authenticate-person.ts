import { hash } from 'node:crypto'
import { networkOf } from '#core/accounts/limit-attempts.ts'
import type { AccountDirectory } from '#core/oauth/account-directory.ts'
import type { LoginThrottleStore } from '#core/oauth/login-throttle-store.ts'
import type { Clock } from '#core/ports/clock.ts'
import type { PasswordHasher } from '#core/ports/password-hasher.ts'
import type { Transaction, UnitOfWork } from '#core/ports/unit-of-work.ts'

export interface AuthenticatePersonDeps {
  readonly unitOfWork: UnitOfWork
  readonly accounts: AccountDirectory
  readonly throttles: LoginThrottleStore
  readonly passwordHasher: PasswordHasher
  readonly clock: Clock
}

export type LoginOutcome =
  | { readonly kind: 'known'; readonly accountId: string }
  | { readonly kind: 'refused' }
  | { readonly kind: 'throttled'; readonly retryAfterSeconds: number }

const windowMs = 15 * 60_000

/** Failures allowed in a window. An address may serve a whole office; an e-mail is one person's. */
const limits = { address: 60, email: 15 } as const

/**
 * Checks an e-mail and a password. Every attempt is counted before the password is looked at, so that
 * many at once pass no limit, and is taken back when it succeeds. An unknown e-mail, a wrong password and a
 * suspended account cost the same time and look the same.
 */
export async function authenticatePerson(
  deps: AuthenticatePersonDeps,
  attempt: { readonly email: string; readonly password: string; readonly address: string },
): Promise<LoginOutcome> {
  const email = attempt.email.trim().toLowerCase()
  const keys = {
    address: `login-address:${networkOf(attempt.address)}`,
    email: `login-email:${hash('sha256', email, 'hex')}`,
  }
  const counted = await deps.unitOfWork.transaction(async (tx) => ({
    retryAt: await countAttempt(deps, tx, keys),
    account: await deps.accounts.findByEmail(tx, email),
  }))
  if (counted.retryAt !== null) {
    return { kind: 'throttled', retryAfterSeconds: Math.ceil((counted.retryAt - deps.clock.now()) / 1000) }
  }
  const isRight = await deps.passwordHasher.verify(counted.account?.password_hash ?? null, attempt.password)
  if (!isRight || counted.account?.state !== 'active') return { kind: 'refused' }
  await deps.unitOfWork.transaction(async (tx) => {
    await deps.throttles.forgive(tx, keys.address)
    await deps.throttles.forget(tx, keys.email)
  })
  return { kind: 'known', accountId: counted.account.id }
}

/** When the attempt is one too many, the time (ms) from which it may be repeated; else null. */
async function countAttempt(
  deps: AuthenticatePersonDeps,
  tx: Transaction,
  keys: Readonly<Record<keyof typeof limits, string>>,
): Promise<number | null> {
  let retryAt: number | null = null
  for (const kind of ['address', 'email'] as const) {
    const { attempts, windowEndsAt } = await deps.throttles.count(tx, keys[kind], deps.clock.now(), windowMs)
    if (attempts > limits[kind]) retryAt = Math.max(retryAt ?? 0, windowEndsAt)
  }
  return retryAt
}
