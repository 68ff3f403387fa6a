import type { Actor } from '../accounts/actor.ts'
import { actorOfEvent } from '../events/actor-of-event.ts'
import type { EventStore } from '../events/event.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { AccessRequest } from './access-request.ts'

/**
 * Writes one step into the request's history, read by the organization named (the requester by default).
 * `actor` null is the platform itself.
 */
export async function recordStep(
  tx: Transaction,
  deps: { readonly events: EventStore },
  actor: Actor | null,
  request: AccessRequest,
  step: string,
  data: Readonly<Record<string, unknown>> = {},
  organizationId: string = request.organization_id,
): Promise<void> {
  await deps.events.append(tx, {
    type: `access_request.${step}`,
    actor: actorOfEvent(actor),
    organization_id: organizationId,
    subject_type: 'access_request',
    subject_id: request.id,
    data: { reference: request.reference, content_hash: request.content_hash, ...data },
  })
}
