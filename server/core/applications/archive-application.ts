import type { Actor } from '../accounts/actor.ts'
import { timeOf } from '../change-deps.ts'
import { credentialChange } from '../credentials/credential-change.ts'
import { type Environment, environments } from '../environment.ts'
import { NotFound, PreconditionFailed } from '../errors.ts'
import { actorOfEvent } from '../events/actor-of-event.ts'
import { grantChange } from '../grants/grant-change.ts'
import { authorize } from '../permissions/authorize.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { publishEverywhere } from '../snapshot/publish-everywhere.ts'
import type { SnapshotChange } from '../snapshot/snapshot-publisher.ts'
import { applicationChange } from './application-change.ts'
import type { ApplicationDeps } from './application-deps.ts'
import type { ChangedApplication } from './change-application.ts'

/** Archives an application for good: its credentials and grants end in both environments. */
export async function archiveApplication(
  tx: Transaction,
  deps: ApplicationDeps,
  actor: Actor,
  id: string,
): Promise<ChangedApplication> {
  const application = await deps.applications.lock(tx, id)
  if (application === null) throw new NotFound({ problem: 'not-found' })
  authorize(actor, 'application.write', { organization: application.organization_id })
  if (application.state === 'archived')
    return { application, revisions: await publishEverywhere(tx, deps, { production: [], sandbox: [] }) }
  const archived = { ...application, state: 'archived' as const, version: application.version + 1 }
  if (!(await deps.applications.update(tx, archived))) throw new PreconditionFailed({ problem: 'precondition-failed' })
  const changes: Record<Environment, SnapshotChange[]> = { sandbox: [], production: [] }
  const now = timeOf(deps)
  for (const credential of await deps.credentials.listLive(tx, id, now)) {
    const ended = { ...credential, revoked_at: now }
    await deps.credentials.end(tx, credential.id, ended)
    changes[credential.environment].push(credentialChange(ended, ''))
  }
  for (const grant of await deps.grants.listLive(tx, id)) {
    const { version, generation } = grant
    const ended = { ...grant, state: 'revoked' as const, version: version + 1, generation: generation + 1 }
    await deps.grants.update(tx, ended, null)
    changes[grant.environment].push(grantChange(ended, ''))
  }
  await deps.events.append(tx, {
    type: 'application.archived',
    actor: actorOfEvent(actor),
    organization_id: application.organization_id,
    subject_type: 'application',
    subject_id: id,
    data: { name: application.name },
  })
  for (const environment of environments) changes[environment].push(applicationChange(archived, environment))
  return { application: archived, revisions: await publishEverywhere(tx, deps, changes) }
}
