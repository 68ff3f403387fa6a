import type { Actor } from '../accounts/actor.ts'
import { Forbidden, NotFound } from '../errors.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { addMember } from './add-member.ts'
import { canonicalIdentifier } from './canonical-identifier.ts'
import { loadMember } from './invite-member.ts'
import type { Role } from './member.ts'
import type { MemberProfile } from './member-store.ts'
import type { OrganizationDeps } from './organization-deps.ts'

/**
 * Asks to join the organization with this identifier; an owner must accept.
 * @throws NotFound when none is registered, Conflict `already-member`.
 */
export async function requestMembership(
  tx: Transaction,
  deps: OrganizationDeps,
  actor: Actor,
  input: { readonly identifier: { readonly scheme: string; readonly value: string }; readonly roles: readonly Role[] },
): Promise<MemberProfile> {
  if (actor.kind !== 'person')
    throw new Forbidden({ problem: 'permission-denied', detail: 'Only a person joins an organization.' })
  const { scheme, value } = canonicalIdentifier(deps.pack, input.identifier, '/identifier')
  const organization = await deps.organizations.findByIdentifier(tx, scheme, value)
  if (organization === null) throw new NotFound({ problem: 'not-found' })
  const asked = { account_id: actor.account_id, roles: input.roles, state: 'requested' as const }
  return loadMember(tx, deps, await addMember(tx, deps, actor, organization, asked))
}
