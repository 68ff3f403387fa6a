import type { Actor } from '../accounts/actor.ts'
import { actorOfEvent } from '../events/actor-of-event.ts'
import type { EventStore } from '../events/event.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { CatalogApi } from './api-store.ts'

/** Writes an act about an API into its provider's history. */
export async function recordCatalog(
  tx: Transaction,
  deps: { readonly events: EventStore },
  actor: Actor,
  api: CatalogApi,
  act: string,
  data: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await deps.events.append(tx, {
    type: `api.${act}`,
    actor: actorOfEvent(actor),
    organization_id: api.provider_organization_id,
    subject_type: 'api',
    subject_id: `${api.api}@${api.version}`,
    data: { state: api.state, ...data },
  })
}
