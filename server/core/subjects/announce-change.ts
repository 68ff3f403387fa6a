import type { Actor } from '../accounts/actor.ts'
import { timeOf } from '../change-deps.ts'
import type { Environment } from '../environment.ts'
import { NotFound } from '../errors.ts'
import { actorOfEvent } from '../events/actor-of-event.ts'
import { authorize } from '../permissions/authorize.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { type Identity, identifyingNames, identityHash } from './identity-hash.ts'
import type { SubjectDeps } from './subject-deps.ts'

export interface Announcement {
  readonly environment: Environment
  readonly identity: Identity
  readonly kind: 'changed' | 'corrected' | 'ended'
}

/**
 * A provider says that data about a person changed: every organization that has a live file on that person and asked to
 * hear of changes finds it in its history, under its own file. Answers how many were told; never who.
 * @throws NotFound, Forbidden, InvalidInput
 */
export async function announceChange(
  tx: Transaction,
  deps: SubjectDeps,
  actor: Actor,
  api: string,
  { environment, identity, kind }: Announcement,
): Promise<number> {
  const versions = (await deps.apis.listAll(tx, ['published', 'deprecated'])).filter((each) => each.api === api)
  authorize(actor, 'subjects.announce', { providers: versions.map((each) => each.provider_organization_id) })
  if (versions.length === 0) throw new NotFound({ problem: 'not-found' })
  const identity_hash = identityHash(deps, identity, identifyingNames(versions), '/identity')
  const told = await deps.registrations.subscribed(tx, { environment, api, identity_hash }, timeOf(deps))
  for (const { id, organization_id, quality } of told) {
    await deps.events.append(tx, {
      type: 'subject.data_changed',
      actor: actorOfEvent(actor),
      organization_id,
      subject_type: 'subject_registration',
      subject_id: id,
      data: { api, environment, kind, quality },
    })
  }
  return told.length
}
