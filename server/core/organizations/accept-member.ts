import type { Actor } from '../accounts/actor.ts'
import { Conflict, Forbidden } from '../errors.ts'
import { actorOfEvent } from '../events/actor-of-event.ts'
import { authorize } from '../permissions/authorize.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { lockMember } from './lock-member.ts'
import type { MemberProfile } from './member-store.ts'
import type { OrganizationDeps } from './organization-deps.ts'

/**
 * The other side's consent: the invited person accepts an invitation, an owner a request to join.
 * Accepting an active membership again changes nothing.
 * @throws Forbidden when the side that proposed it tries to accept it too.
 */
export async function acceptMember(
  tx: Transaction,
  deps: OrganizationDeps,
  actor: Actor,
  organizationId: string,
  memberId: string,
): Promise<MemberProfile> {
  const { profile } = await lockMember(tx, deps, organizationId, memberId)
  const { member } = profile
  authorize(actor, 'members.accept', { organization: organizationId, account: member.account_id })
  if (member.state === 'active') return profile
  const isSelf = actor.account_id === member.account_id
  if (isSelf !== (member.state === 'invited')) {
    const who = member.state === 'invited' ? 'The invited person' : 'An owner'
    throw new Forbidden({ problem: 'permission-denied', detail: `${who} must accept.` })
  }
  const next = { ...member, state: 'active' as const, version: member.version + 1 }
  if (!(await deps.members.update(tx, next))) throw new Conflict({ problem: 'wrong-state' })
  await deps.events.append(tx, {
    type: 'member.accepted',
    actor: actorOfEvent(actor),
    organization_id: organizationId,
    subject_type: 'member',
    subject_id: memberId,
    data: { account_id: member.account_id, roles: member.roles },
  })
  return { ...profile, member: next }
}
