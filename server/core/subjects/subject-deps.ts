import type { KeyedHash } from '#kit/keyed-hash.ts'
import type { ApiStore } from '../catalog/api-store.ts'
import type { EventStore } from '../events/event.ts'
import type { OrganizationStore } from '../organizations/organization-store.ts'
import type { Clock } from '../ports/clock.ts'
import type { Random } from '../ports/random.ts'
import type { ProtectedPersonStore } from './protected-person-store.ts'
import type { SubjectRegistrationStore } from './subject-registration-store.ts'

/** What the directory of data subjects works with. */
export interface SubjectDeps {
  readonly registrations: SubjectRegistrationStore
  readonly protectedPersons: ProtectedPersonStore
  /** Hash of a canonical identity under the directory key. */
  readonly directoryHash: KeyedHash
  readonly apis: ApiStore
  readonly organizations: OrganizationStore
  readonly events: EventStore
  readonly clock: Clock
  readonly random: Random
}
