import type { Actor } from '../accounts/actor.ts'
import type { EventActor } from './event.ts'

/** The author an event names; null is the platform itself. */
export function actorOfEvent(actor: Actor | null): EventActor {
  return actor === null ? { kind: 'system', id: null } : { kind: actor.kind, id: actor.account_id }
}
