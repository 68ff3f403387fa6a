import type { Actor } from '../accounts/actor.ts'
import { Conflict } from '../errors.ts'
import { actorOfEvent } from '../events/actor-of-event.ts'
import { authorize } from '../permissions/authorize.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { lockMember } from './lock-member.ts'
import type { OrganizationDeps } from './organization-deps.ts'

/**
 * Removes a member, an invitation or a request. A member may leave; an owner may remove others.
 * @throws Conflict `last-owner` when no person would own the organization any more.
 */
export async function removeMember(
  tx: Transaction,
  deps: OrganizationDeps,
  actor: Actor,
  organizationId: string,
  memberId: string,
): Promise<void> {
  const { profile } = await lockMember(tx, deps, organizationId, memberId)
  const { member } = profile
  authorize(actor, 'members.remove', { organization: organizationId, account: member.account_id })
  await deps.members.remove(tx, memberId)
  const wasOwner = member.state === 'active' && member.roles.includes('owner')
  if (wasOwner && (await deps.members.countOwners(tx, organizationId)) === 0)
    throw new Conflict({ problem: 'last-owner' })
  await deps.events.append(tx, {
    type: 'member.removed',
    actor: actorOfEvent(actor),
    organization_id: organizationId,
    subject_type: 'member',
    subject_id: memberId,
    data: { account_id: member.account_id, state: member.state },
  })
}
