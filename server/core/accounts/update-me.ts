import type { ChangeDeps } from '../change-deps.ts'
import { NotFound } from '../errors.ts'
import { actorOfEvent } from '../events/actor-of-event.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { Account } from './account.ts'
import type { AccountStore } from './account-store.ts'
import type { Actor } from './actor.ts'

/** Changes one's own name or language. */
export async function updateMe(
  tx: Transaction,
  deps: ChangeDeps & { readonly accounts: AccountStore },
  actor: Actor,
  input: { readonly name?: string; readonly locale?: string },
): Promise<Account> {
  const account = await deps.accounts.load(tx, actor.account_id)
  if (account === null) throw new NotFound({ problem: 'not-found' })
  const next = { ...account, name: input.name?.trim() ?? account.name, locale: input.locale ?? account.locale }
  await deps.accounts.update(tx, next)
  await deps.events.append(tx, {
    type: 'account.updated',
    actor: actorOfEvent(actor),
    organization_id: null,
    subject_type: 'account',
    subject_id: account.id,
    data: { fields: Object.keys(input) },
  })
  return next
}
