import type { ApiStore } from '../catalog/api-store.ts'
import type { EventStore } from '../events/event.ts'
import type { Clock } from '../ports/clock.ts'
import type { Random } from '../ports/random.ts'
import type { IncidentStore } from './incident.ts'

export interface IncidentDeps {
  readonly incidents: IncidentStore
  readonly apis: Pick<ApiStore, 'listAll'>
  readonly events: EventStore
  readonly clock: Clock
  readonly random: Random
}
