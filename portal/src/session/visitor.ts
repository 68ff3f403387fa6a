import { getMe } from '../api/accounts.ts'
import type { ManagementApi } from '../api/management-api.ts'
import type { Me, Membership, Role } from '../api/schemas.ts'

/** Who reads the page and which spaces open to that person. */
export interface Visitor {
  readonly me: Me | null
  /** Active memberships only. */
  readonly memberships: readonly Membership[]
  readonly consumers: readonly Membership[]
  readonly providers: readonly Membership[]
  readonly operator: Membership | null
  readonly mayReview: boolean
  /** Whether they declare maintenance: of the platform, or of what their organization provides. */
  readonly mayStop: boolean
  /** Whether the exchange records of everybody open to them. */
  readonly mayAudit: boolean
}

export async function loadVisitor(api: ManagementApi, signedIn: boolean): Promise<Visitor> {
  return visitorOf(signedIn ? await getMe(api) : null)
}

export function visitorOf(me: Me | null): Visitor {
  const memberships = (me?.memberships ?? []).filter(({ member }) => member.state === 'active')
  const ofKind = (...kinds: string[]) => memberships.filter(({ organization }) => kinds.includes(organization.kind))
  const deciders = ofKind('provider', 'operator')
  return {
    me,
    memberships,
    consumers: ofKind('consumer', 'editor'),
    providers: ofKind('provider'),
    operator: ofKind('operator')[0] ?? null,
    mayAudit:
      ofKind('operator').some((one) => holds(one, 'administrator', 'auditor')) ||
      ofKind('governance').some((one) => holds(one, 'auditor')),
    mayStop:
      ofKind('operator').some((one) => holds(one, 'administrator')) ||
      ofKind('provider').some((one) => holds(one, 'owner', 'administrator')),
    mayReview: deciders.some((membership) => holds(membership, 'reviewer', 'owner', 'administrator')),
  }
}

export function holds(membership: Membership | null | undefined, ...roles: Role[]): boolean {
  return membership?.member.roles.some((role) => roles.includes(role)) ?? false
}

export function membershipIn(visitor: Visitor, organizationId: string): Membership | null {
  return visitor.memberships.find(({ organization }) => organization.id === organizationId) ?? null
}
