import type { Actor } from '../accounts/actor.ts'
import { Forbidden } from '../errors.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { addMember } from './add-member.ts'
import type { Organization } from './organization.ts'
import type { OrganizationDeps } from './organization-deps.ts'
import { type OrganizationInput, registerOrganization } from './register-organization.ts'

/**
 * Creates an organization whose creator becomes its owner and first developer. It starts unverified.
 * @throws Forbidden for a machine: an organization begins with a person who answers for it.
 */
export async function createOrganization(
  tx: Transaction,
  deps: OrganizationDeps,
  actor: Actor,
  input: Pick<OrganizationInput, 'kind' | 'name' | 'country' | 'identifiers'>,
): Promise<Organization> {
  if (actor.kind !== 'person')
    throw new Forbidden({ problem: 'permission-denied', detail: 'Only a person creates an organization.' })
  const organization = await registerOrganization(tx, deps, actor, { ...input, slug: null, is_demo: false })
  const founder = { account_id: actor.account_id, roles: ['owner', 'developer'] as const, state: 'active' as const }
  await addMember(tx, deps, actor, organization, founder)
  return organization
}
