import type { Role } from '../organizations/member.ts'
import type { OrganizationKind } from '../organizations/organization.ts'

/** One active membership of whoever acts. */
export interface ActorMembership {
  readonly organization_id: string
  readonly organization_kind: OrganizationKind
  readonly roles: readonly Role[]
  /** Members of a suspended organization may read and not write. */
  readonly organization_state: 'active' | 'suspended'
}

/** The account behind a request to the management API, with what its permissions follow from. */
export interface Actor {
  readonly account_id: string
  readonly kind: 'person' | 'machine'
  readonly name: string
  readonly locale: string
  readonly memberships: readonly ActorMembership[]
}
