import { type ChangeDeps, timeOf } from '../change-deps.ts'
import { NotFound } from '../errors.ts'
import { actorOfEvent } from '../events/actor-of-event.ts'
import type { SessionEnder } from '../oauth/session-ender.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { AccountStore } from './account-store.ts'
import type { Actor } from './actor.ts'

export interface SessionDeps extends ChangeDeps {
  readonly accounts: AccountStore
  readonly sessions: SessionEnder
}

/** Ends everything an account is signed in with, the present session included. */
export async function endSessions(tx: Transaction, deps: SessionDeps, actor: Actor): Promise<void> {
  const account = await deps.accounts.load(tx, actor.account_id)
  if (account === null) throw new NotFound({ problem: 'not-found' })
  await deps.accounts.update(tx, { ...account, sessions_valid_from: timeOf(deps) })
  await deps.sessions.endSessions(tx, account.id)
  await deps.events.append(tx, {
    type: 'account.sessions_ended',
    actor: actorOfEvent(actor),
    organization_id: null,
    subject_type: 'account',
    subject_id: account.id,
    data: {},
  })
}
