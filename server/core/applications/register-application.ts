import type { Actor } from '../accounts/actor.ts'
import { timeOf } from '../change-deps.ts'
import { actorOfEvent } from '../events/actor-of-event.ts'
import { openGrantsOfApplication } from '../grants/open-sandbox-grants.ts'
import type { Organization } from '../organizations/organization.ts'
import { organizationChange } from '../organizations/organization-change.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { publishEverywhere } from '../snapshot/publish-everywhere.ts'
import type { Application } from './application.ts'
import { applicationChange } from './application-change.ts'
import type { ApplicationDeps } from './application-deps.ts'

/** Stores, records and publishes an application whose rules have been checked; `actor` null is the platform. */
export async function registerApplication(
  tx: Transaction,
  deps: ApplicationDeps,
  actor: Actor | null,
  organization: Organization,
  input: { readonly name: string; readonly description: string },
): Promise<Application> {
  const clientId = (prefix: string) => `${prefix}-${deps.random.bytes(15).toString('base64url')}`
  const application: Application = {
    id: deps.random.uuid(),
    organization_id: organization.id,
    name: input.name.trim(),
    description: input.description,
    client_ids: { sandbox: clientId('sbx'), production: clientId('prd') },
    state: 'active',
    suspended_reason: null,
    suspended_by: null,
    requires_bound_tokens: false,
    version: 1,
    created_at: timeOf(deps),
  }
  await deps.applications.insert(tx, application)
  await deps.events.append(tx, {
    type: 'application.created',
    actor: actorOfEvent(actor),
    organization_id: organization.id,
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
