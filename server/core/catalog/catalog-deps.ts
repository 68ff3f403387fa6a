import type { EventStore } from '../events/event.ts'
import type { OrganizationStore } from '../organizations/organization-store.ts'
import type { Clock } from '../ports/clock.ts'
import type { CountryPack } from '../ports/country-pack.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { SnapshotPublisher } from '../snapshot/snapshot-publisher.ts'
import type { ApiStore, CatalogApi } from './api-store.ts'

/** What the use cases of the catalogue work with. */
export interface CatalogDeps {
  readonly apis: ApiStore
  readonly organizations: OrganizationStore
  readonly events: EventStore
  readonly publisher: SnapshotPublisher
  readonly pack: CountryPack
  readonly clock: Clock
  /** Root of the sandbox engine: the upstream of every API in the sandbox. */
  readonly sandboxEngineUrl: string
  /** Gives every existing application its sandbox grant on an API that was just published. */
  readonly openSandboxGrants: (tx: Transaction, api: CatalogApi) => Promise<void>
}
