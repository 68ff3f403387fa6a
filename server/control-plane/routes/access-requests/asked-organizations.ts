import type { Actor } from '#core/accounts/actor.ts'
import { authorize } from '#core/permissions/authorize.ts'

/**
 * The organizations a list is about: the one named, or all of one's own.
 * @throws NotFound when the one named is not one's own, nor the caller of the operator.
 */
export function askedOrganizations(actor: Actor, organizationId: string | undefined): readonly string[] {
  if (organizationId === undefined) return actor.memberships.map((membership) => membership.organization_id)
  authorize(actor, 'organization.read', { organization: organizationId })
  return [organizationId]
}
