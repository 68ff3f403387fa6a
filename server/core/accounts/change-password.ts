import { timeOf } from '../change-deps.ts'
import { InvalidInput, NotFound } from '../errors.ts'
import { actorOfEvent } from '../events/actor-of-event.ts'
import type { LoginThrottleStore } from '../oauth/login-throttle-store.ts'
import type { PasswordHasher } from '../ports/password-hasher.ts'
import type { UnitOfWork } from '../ports/unit-of-work.ts'
import type { Actor } from './actor.ts'
import type { SessionDeps } from './end-sessions.ts'
import { limitAttempts } from './limit-attempts.ts'

interface PasswordDeps extends SessionDeps {
  readonly unitOfWork: UnitOfWork
  readonly loginThrottles: LoginThrottleStore
  readonly passwords: PasswordHasher
}

/**
 * Changes one's password and ends every session. Attempts are limited: a stolen session must not
 * be a way to guess the password.
 * @throws InvalidInput naming `/current_password` when it is wrong, TooManyRequests.
 */
export async function changePassword(
  deps: PasswordDeps,
  actor: Actor,
  input: { readonly current_password: string; readonly new_password: string },
): Promise<void> {
  await limitAttempts(deps, [{ key: `password:${actor.account_id}`, attempts: 10, windowMs: 900_000 }])
  const account = await deps.unitOfWork.read((tx) => deps.accounts.load(tx, actor.account_id))
  if (account === null || account.kind !== 'person') throw new NotFound({ problem: 'not-found' })
  if (!(await deps.passwords.verify(account.password_hash, input.current_password))) {
    const message = 'This is not the current password.'
    const errors = [{ field: '/current_password', rule: 'match', message }]
    throw new InvalidInput({ problem: 'invalid-request', detail: message, errors })
  }
  const hash = await deps.passwords.hash(input.new_password)
  await deps.unitOfWork.transaction(async (tx) => {
    const current = await deps.accounts.load(tx, account.id)
    if (current === null) throw new NotFound({ problem: 'not-found' })
    await deps.accounts.update(tx, { ...current, password_hash: hash, sessions_valid_from: timeOf(deps) })
    await deps.sessions.endSessions(tx, account.id)
    await deps.events.append(tx, {
      type: 'account.password_changed',
      actor: actorOfEvent(actor),
      organization_id: null,
      subject_type: 'account',
      subject_id: account.id,
      data: {},
    })
  })
}
