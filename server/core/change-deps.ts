import type { EventStore } from './events/event.ts'
import type { Clock } from './ports/clock.ts'
import type { Random } from './ports/random.ts'
import type { SnapshotPublisher } from './snapshot/snapshot-publisher.ts'

/** What every change of the store needs: its history, what gateways see of it, time and identifiers. */
export interface ChangeDeps {
  readonly events: EventStore
  readonly publisher: SnapshotPublisher
  readonly clock: Clock
  readonly random: Random
}

/** The present moment as the store and the interfaces write it. */
export function timeOf(deps: { readonly clock: Clock }): string {
  return new Date(deps.clock.now()).toISOString()
}
