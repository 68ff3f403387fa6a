import type { Actor } from '../accounts/actor.ts'
import { checkVersion, type ExpectedVersion } from '../check-version.ts'
import { Conflict, PreconditionFailed } from '../errors.ts'
import { actorOfEvent } from '../events/actor-of-event.ts'
import { authorize } from '../permissions/authorize.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { lockMember } from './lock-member.ts'
import type { Role } from './member.ts'
import type { MemberProfile } from './member-store.ts'
import type { OrganizationDeps } from './organization-deps.ts'
import { checkMachineRoles, checkRoles } from './roles-of-kind.ts'

/**
 * Changes a member's roles.
 * @throws Unprocessable for a role the member cannot have, Conflict `last-owner` when no person would own the organization any more.
 */
export async function updateMember(
  tx: Transaction,
  deps: OrganizationDeps,
  actor: Actor,
  ids: { readonly organization: string; readonly member: string },
  expected: ExpectedVersion,
  roles: readonly Role[],
): Promise<MemberProfile> {
  const { organization, profile } = await lockMember(tx, deps, ids.organization, ids.member)
  authorize(actor, 'members.write', { organization: ids.organization })
  const { member } = profile
  checkVersion(member.version, expected)
  checkRoles(organization.kind, roles)
  if (profile.account_kind === 'machine') checkMachineRoles(roles)
  const next = { ...member, roles, version: member.version + 1 }
  if (!(await deps.members.update(tx, next))) throw new PreconditionFailed({ problem: 'precondition-failed' })
  const wasOwner = member.state === 'active' && member.roles.includes('owner')
  if (wasOwner && (await deps.members.countOwners(tx, ids.organization)) === 0)
    throw new Conflict({ problem: 'last-owner' })
  await deps.events.append(tx, {
    type: 'member.updated',
    actor: actorOfEvent(actor),
    organization_id: ids.organization,
    subject_type: 'member',
    subject_id: member.id,
    data: { account_id: member.account_id, roles },
  })
  return { ...profile, member: next }
}
