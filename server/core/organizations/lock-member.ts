import { NotFound } from '../errors.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { MemberProfile } from './member-store.ts'
import type { Organization } from './organization.ts'
import type { OrganizationDeps } from './organization-deps.ts'

/** A membership of an organization that is locked, so that the owners cannot change meanwhile. @throws NotFound */
export async function lockMember(
  tx: Transaction,
  deps: OrganizationDeps,
  organizationId: string,
  memberId: string,
): Promise<{ organization: Organization; profile: MemberProfile }> {
  const organization = await deps.organizations.lock(tx, organizationId)
  const profile = await deps.members.load(tx, memberId)
  if (organization === null || profile === null || profile.member.organization_id !== organizationId)
    throw new NotFound({ problem: 'not-found' })
  return { organization, profile }
}
