import type { Actor } from '../accounts/actor.ts'
import { actorOfEvent } from '../events/actor-of-event.ts'
import type { EventStore } from '../events/event.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { Delegation } from './authorization.ts'

/** Writes an act about a delegation into the histories of both its sides. */
export async function recordDelegation(
  tx: Transaction,
  deps: { readonly events: EventStore },
  actor: Actor,
  delegation: Delegation,
  act: 'offered' | 'accepted' | 'revoked',
): Promise<void> {
  for (const organizationId of [delegation.beneficiary_id, delegation.editor_organization_id]) {
    await deps.events.append(tx, {
      type: `delegation.${act}`,
      actor: actorOfEvent(actor),
      organization_id: organizationId,
      subject_type: 'delegation',
      subject_id: delegation.id,
      data: { authorization_id: delegation.authorization_id, application_id: delegation.application_id },
    })
  }
}
