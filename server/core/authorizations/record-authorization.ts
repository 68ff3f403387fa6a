import type { Actor } from '../accounts/actor.ts'
import { actorOfEvent } from '../events/actor-of-event.ts'
import type { EventStore } from '../events/event.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { Authorization } from './authorization.ts'

/** Writes an act about an authorization into its beneficiary's history. `actor` null is the platform itself. */
export async function recordAuthorization(
  tx: Transaction,
  deps: { readonly events: EventStore },
  actor: Actor | null,
  authorization: Authorization,
  act: string,
  data: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await deps.events.append(tx, {
    type: `authorization.${act}`,
    actor: actorOfEvent(actor),
    organization_id: authorization.beneficiary_id,
    subject_type: 'authorization',
    subject_id: authorization.id,
    data: { reference: authorization.reference, access_request_id: authorization.access_request_id, ...data },
  })
}
