import type { RecordedEvent } from '#core/events/event-reader.ts'

/** An event as the management API shows it. */
export function presentEvent({ actor, ...event }: RecordedEvent) {
  return { ...event, actor_kind: actor.kind }
}
