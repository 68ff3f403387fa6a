import type { AccessRequestStore } from '../access-requests/access-request-store.ts'
import type { ApplicationStore } from '../applications/application-store.ts'
import type { EventStore } from '../events/event.ts'
import type { OrganizationStore } from '../organizations/organization-store.ts'
import type { Clock } from '../ports/clock.ts'
import type { Random } from '../ports/random.ts'
import type { SnapshotPublisher } from '../snapshot/snapshot-publisher.ts'
import type { AuthorizationStore } from './authorization-store.ts'
import type { AuthorizedGrantStore } from './authorized-grant-store.ts'
import type { DelegationStore } from './delegation-store.ts'

/** What the use cases of authorizations and delegations work with. */
export interface AuthorizationDeps {
  readonly requests: AccessRequestStore
  readonly authorizations: AuthorizationStore
  readonly delegations: DelegationStore
  readonly authorizedGrants: AuthorizedGrantStore
  readonly organizations: OrganizationStore
  readonly applications: ApplicationStore
  readonly events: EventStore
  readonly publisher: SnapshotPublisher
  readonly clock: Clock
  readonly random: Random
}
