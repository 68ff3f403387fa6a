import type { Actor } from '../accounts/actor.ts'
import { timeOf } from '../change-deps.ts'
import { Conflict, NotFound } from '../errors.ts'
import { actorOfEvent } from '../events/actor-of-event.ts'
import { openGrantsOfApplication } from '../grants/open-sandbox-grants.ts'
import { organizationChange } from '../organizations/organization-change.ts'
import { authorize } from '../permissions/authorize.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { publishEverywhere } from '../snapshot/publish-everywhere.ts'
import type { Application } from './application.ts'
import { applicationChange } from './application-change.ts'
import type { ApplicationDeps } from './application-deps.ts'

/** Applications of one organization that are not archived. */
const maxApplications = 100

/**
 * Registers an application with a client id in each environment and a sandbox grant on every
 * published API: sandbox credentials can be made at once.
 * @throws Conflict `limit-reached`.
 */
export async function createApplication(
  tx: Transaction,
  deps: ApplicationDeps,
  actor: Actor,
  organizationId: string,
  input: { readonly name: string; readonly description: string },
): Promise<Application> {
  authorize(actor, 'applications.write', { organization: organizationId })
  const organization = await deps.organizations.lock(tx, organizationId)
  if (organization === null) throw new NotFound({ problem: 'not-found' })
  if ((await deps.applications.listLive(tx, organizationId)).length >= maxApplications)
    throw new Conflict({
      problem: 'limit-reached',
      detail: `An organization has at most ${maxApplications} applications.`,
    })
  const clientId = (prefix: string) => `${prefix}-${deps.random.bytes(15).toString('base64url')}`
  const application: Application = {
    id: deps.random.uuid(),
    organization_id: organizationId,
    name: input.name.trim(),
    description: input.description,
    client_ids: { sandbox: clientId('sbx'), production: clientId('prd') },
    state: 'active',
    suspended_reason: null,
    suspended_by: null,
    version: 1,
    created_at: timeOf(deps),
  }
  await deps.applications.insert(tx, application)
  await deps.events.append(tx, {
    type: 'application.created',
    actor: actorOfEvent(actor),
    organization_id: organizationId,
    subject_type: 'application',
    subject_id: application.id,
    data: { name: application.name },
  })
  const apis = await deps.apis.listAll(tx, ['published', 'deprecated'])
  const grants = await openGrantsOfApplication(tx, deps, application.id, application.client_ids.sandbox, apis)
  const owner = organizationChange(organization)
  await publishEverywhere(tx, deps, {
    production: [owner, applicationChange(application, 'production')],
    sandbox: [owner, applicationChange(application, 'sandbox'), ...grants],
  })
  return application
}
