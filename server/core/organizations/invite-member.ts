import type { Actor } from '../accounts/actor.ts'
import { NotFound, Unprocessable } from '../errors.ts'
import { authorize } from '../permissions/authorize.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { addMember } from './add-member.ts'
import type { Member, Role } from './member.ts'
import type { MemberProfile } from './member-store.ts'
import type { OrganizationDeps } from './organization-deps.ts'

/** A membership as people read it, right after it was written. */
export async function loadMember(tx: Transaction, deps: OrganizationDeps, member: Member): Promise<MemberProfile> {
  const profile = await deps.members.load(tx, member.id)
  if (profile === null) throw new NotFound({ problem: 'not-found' })
  return profile
}

/**
 * Invites a person who has an account; the person must accept.
 * @throws Unprocessable `no-such-account`, Conflict `already-member`.
 */
export async function inviteMember(
  tx: Transaction,
  deps: OrganizationDeps,
  actor: Actor,
  organizationId: string,
  input: { readonly email: string; readonly roles: readonly Role[] },
): Promise<MemberProfile> {
  authorize(actor, 'members.write', { organization: organizationId })
  const organization = await deps.organizations.load(tx, organizationId)
  if (organization === null) throw new NotFound({ problem: 'not-found' })
  const account = await deps.accounts.findByEmail(tx, input.email.toLowerCase())
  if (account === null) throw new Unprocessable({ problem: 'no-such-account' })
  const invited = { account_id: account.id, roles: input.roles, state: 'invited' as const }
  return loadMember(tx, deps, await addMember(tx, deps, actor, organization, invited))
}
