import type { Actor } from '../accounts/actor.ts'
import { PreconditionFailed } from '../errors.ts'
import { actorOfEvent } from '../events/actor-of-event.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { Grant } from './grant.ts'
import { grantChange } from './grant-change.ts'
import type { GrantSuspension } from './grant-store.ts'
import type { GrantDeps, GrantFile } from './load-grant.ts'

/** Stores, records and publishes the next state of a grant: a new version and a new generation. */
export async function changeGrant(
  tx: Transaction,
  deps: GrantDeps,
  actor: Actor,
  file: GrantFile,
  change: Partial<Pick<Grant, 'scopes' | 'state'>>,
  step: { readonly event: string; readonly suspension: GrantSuspension | null; readonly data: Record<string, unknown> },
): Promise<{ grant: Grant; revision: number }> {
  const { grant, application } = file
  const next = { ...grant, ...change, version: grant.version + 1, generation: grant.generation + 1 }
  if (!(await deps.grants.update(tx, next, step.suspension)))
    throw new PreconditionFailed({ problem: 'precondition-failed' })
  await deps.events.append(tx, {
    type: step.event,
    actor: actorOfEvent(actor),
    organization_id: application.organization_id,
    subject_type: 'grant',
    subject_id: grant.id,
    data: { api: grant.api, version: grant.api_version, environment: grant.environment, ...step.data },
  })
  const clientId = application.client_ids[grant.environment]
  return { grant: next, revision: await deps.publisher.publish(tx, grant.environment, [grantChange(next, clientId)]) }
}
