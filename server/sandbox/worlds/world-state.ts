import type { Defaults } from '../steering/read-steering.ts'
import type { Webhook } from '../webhooks/delivery.ts'
import type { ChangeInput, HouseholdInput, WorldEvent } from './world-event.ts'

/** What an application changed, apart from its snapshots. */
export interface Layer {
  /** ISO date the clock stands at, or null for the real day. */
  readonly now: string | null
  readonly households: readonly HouseholdInput[]
  readonly changes: readonly { readonly person: string; readonly change: ChangeInput }[]
  readonly defaults: Defaults
}

/** One sandbox of an application. Immutable: a snapshot is a layer that is kept. */
export interface WorldState extends Layer {
  /** Where events go; neither snapshots nor a reset touch it. */
  readonly webhook: Webhook | null
  readonly snapshots: Readonly<Record<string, Layer>>
}

const pristine: Layer = { now: null, households: [], changes: [], defaults: { scenario: null, delay: null } }

export const pristineState: WorldState = { ...pristine, webhook: null, snapshots: {} }

/** The state after an event; null when the sandbox is gone. */
export function applyWorldEvent(state: WorldState, event: WorldEvent): WorldState | null {
  switch (event.type) {
    case 'clock-set':
      return { ...state, now: event.now }
    case 'clock-reset':
      return { ...state, now: null }
    case 'household-created':
      return { ...state, households: [...state.households, event.household] }
    case 'person-changed':
      return { ...state, changes: [...state.changes, { person: event.person, change: event.change }] }
    case 'defaults-set':
      return { ...state, defaults: { scenario: event.scenario, delay: event.delay } }
    case 'snapshot-saved': {
      const { now, households, changes, defaults } = state
      return { ...state, snapshots: { ...state.snapshots, [event.name]: { now, households, changes, defaults } } }
    }
    case 'snapshot-restored':
      return { ...state, ...state.snapshots[event.name] }
    case 'webhook-set':
      return { ...state, webhook: event.webhook }
    case 'webhook-removed':
      return { ...state, webhook: null }
    case 'reset':
      return { ...state, ...pristine }
    case 'removed':
      return null
  }
}
