import type { Actor } from '../../accounts/actor.ts'
import { actorOfEvent } from '../../events/actor-of-event.ts'
import type { EventStore } from '../../events/event.ts'
import type { Transaction } from '../../ports/unit-of-work.ts'
import type { PersonSearch } from './person-search.ts'

/** Writes an act about a search into the audit log: who, why, which days. Neither identity nor pseudonym. */
export function recordPersonSearch(
  tx: Transaction,
  deps: { readonly events: EventStore },
  actor: Actor,
  { id, reason, from_at, until_at, requested_by }: PersonSearch,
  act: 'requested' | 'approved' | 'refused' | 'read',
  data: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  return deps.events.append(tx, {
    type: `person_search.${act}`,
    actor: actorOfEvent(actor),
    organization_id: null,
    subject_type: 'person_search',
    subject_id: id,
    data: { reason, from_at, until_at, requested_by, ...data },
  })
}
