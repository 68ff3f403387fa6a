import type { Actor } from '../accounts/actor.ts'
import { timeOf } from '../change-deps.ts'
import { NotFound } from '../errors.ts'
import { actorOfEvent } from '../events/actor-of-event.ts'
import type { SessionEnder } from '../oauth/session-ender.ts'
import { authorize } from '../permissions/authorize.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { lockMember } from './lock-member.ts'
import type { OrganizationDeps } from './organization-deps.ts'

/**
 * Ends a machine account and its tokens. The account stays, suspended and without its secret, so that
 * the history keeps its name. `machineId` is the identifier of its membership.
 */
export async function deleteMachine(
  tx: Transaction,
  deps: OrganizationDeps & { readonly sessions: SessionEnder },
  actor: Actor,
  organizationId: string,
  machineId: string,
): Promise<void> {
  authorize(actor, 'machines.write', { organization: organizationId })
  const { profile } = await lockMember(tx, deps, organizationId, machineId)
  const account = await deps.accounts.load(tx, profile.member.account_id)
  if (account?.kind !== 'machine') throw new NotFound({ problem: 'not-found' })
  const ended = { state: 'suspended' as const, password_hash: null, sessions_valid_from: timeOf(deps) }
  await deps.accounts.update(tx, { ...account, ...ended })
  await deps.members.remove(tx, machineId)
  await deps.sessions.endSessions(tx, account.id)
  await deps.events.append(tx, {
    type: 'machine.deleted',
    actor: actorOfEvent(actor),
    organization_id: organizationId,
    subject_type: 'machine',
    subject_id: machineId,
    data: { label: account.name },
  })
}
