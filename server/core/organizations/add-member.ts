import type { Actor } from '../accounts/actor.ts'
import { timeOf } from '../change-deps.ts'
import { Conflict } from '../errors.ts'
import { actorOfEvent } from '../events/actor-of-event.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { Member } from './member.ts'
import type { Organization } from './organization.ts'
import type { OrganizationDeps } from './organization-deps.ts'
import { checkRoles } from './roles-of-kind.ts'

/**
 * Records a membership in the state given: the rules of consent are its caller's. `actor` null is the platform.
 * @throws Unprocessable for a role this kind of organization has not, Conflict `already-member`.
 */
export async function addMember(
  tx: Transaction,
  deps: OrganizationDeps,
  actor: Actor | null,
  organization: Organization,
  input: Pick<Member, 'account_id' | 'roles' | 'state'>,
): Promise<Member> {
  checkRoles(organization.kind, input.roles)
  const member: Member = {
    id: deps.random.uuid(),
    organization_id: organization.id,
    account_id: input.account_id,
    roles: input.roles,
    state: input.state,
    version: 1,
    created_at: timeOf(deps),
  }
  if (!(await deps.members.insert(tx, member))) throw new Conflict({ problem: 'already-member' })
  await deps.events.append(tx, {
    type: member.state === 'active' ? 'member.added' : `member.${member.state}`,
    actor: actorOfEvent(actor),
    organization_id: organization.id,
    subject_type: 'member',
    subject_id: member.id,
    data: { account_id: member.account_id, roles: member.roles },
  })
  return member
}
