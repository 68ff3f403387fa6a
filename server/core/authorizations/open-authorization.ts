import type { AccessRequestContent } from '../access-requests/access-request.ts'
import type { AccessRequestDeps } from '../access-requests/access-request-deps.ts'
import { apiKey } from '../access-requests/asked-scopes.ts'
import type { Review } from '../access-requests/review.ts'
import { checkStep } from '../access-requests/transitions.ts'
import type { Actor } from '../accounts/actor.ts'
import { NotFound } from '../errors.ts'
import { grantChange } from '../grants/grant-change.ts'
import { organizationChange } from '../organizations/organization-change.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { SnapshotChange } from '../snapshot/snapshot-publisher.ts'
import type { Authorization, OpenedApi } from './authorization.ts'
import { type GrantHolder, planGrants } from './plan-grants.ts'
import { recordAuthorization } from './record-authorization.ts'

/**
 * Makes the authorization of a request that was just approved, with its grants, and publishes them. One that
 * replaces a running authorization takes over its grants and delegations, and its suspension where it is
 * suspended: approving new content lifts nobody's suspension.
 * Answers the review as it is to be saved, and the production revision.
 */
export async function openAuthorization(
  tx: Transaction,
  deps: AccessRequestDeps,
  actor: Actor,
  review: Review,
): Promise<{ readonly review: Review; readonly revision: number }> {
  const { request, running } = review
  const previous = running === null ? null : ((await deps.authorizations.load(tx, running.id, 'lock')) ?? null)
  const content = request.content as AccessRequestContent
  const isSuspended = previous?.authorization.state === 'suspended'
  const now = new Date(deps.clock.now()).toISOString()
  const authorization: Authorization = {
    id: deps.random.uuid(),
    reference: await deps.authorizations.nextReference(tx),
    access_request_id: request.id,
    beneficiary_id: request.beneficiary_id,
    application_id: request.application_id,
    content,
    content_hash: request.content_hash,
    opened: await openedApis(tx, deps, review, content),
    decision_table_version: null,
    state: isSuspended ? 'suspended' : 'active',
    state_reason: isSuspended ? (previous?.authorization.state_reason ?? null) : null,
    suspended_by: isSuspended ? (previous?.authorization.suspended_by ?? null) : null,
    valid_from: now,
    valid_until: content.end_date === null ? null : deps.calendar.endOf(content.end_date),
    supersedes: previous?.authorization.id ?? null,
    created_at: now,
  }
  await deps.authorizations.insert(tx, authorization)
  const changes = await handOver(tx, deps, authorization, now)
  await recordAuthorization(tx, deps, actor, authorization, 'opened', { supersedes: authorization.supersedes })
  const beneficiary = await deps.organizations.load(tx, authorization.beneficiary_id)
  if (beneficiary === null) throw new NotFound({ problem: 'not-found' })
  const revision = await deps.publisher.publish(tx, 'production', [organizationChange(beneficiary), ...changes])
  const settled = isSuspended ? checkStep({ state: request.state, reopened: null }, 'suspend') : request.state
  return {
    review: { ...review, request: { ...request, state: settled, reopened_from: null }, running: null },
    revision,
  }
}

async function openedApis(
  tx: Transaction,
  deps: AccessRequestDeps,
  review: Review,
  content: AccessRequestContent,
): Promise<readonly OpenedApi[]> {
  const opened: OpenedApi[] = []
  for (const { api, version } of content.apis) {
    const decision = review.decisions.find(
      (one) =>
        one.power === 'provider' && one.state === 'approved' && one.scopes[apiKey({ api, version })] !== undefined,
    )
    const known = await deps.apis.load(tx, api, version)
    if (decision === undefined || known === null) continue
    opened.push({
      api,
      version,
      scopes: decision.scopes[apiKey({ api, version })] ?? [],
      provider_organization_id: decision.organization_id,
      conditions: decision.conditions,
      plan: known.descriptor.default_plan,
    })
  }
  return opened
}

/** Grants of the new authorization, made or taken over from the one it replaces. */
async function handOver(
  tx: Transaction,
  deps: AccessRequestDeps,
  authorization: Authorization,
  now: string,
): Promise<readonly SnapshotChange[]> {
  const previous = authorization.supersedes
  const held = previous === null ? [] : await deps.authorizedGrants.lockOfAuthorization(tx, previous)
  const delegations = previous === null ? [] : await deps.delegations.listLiving(tx, previous)
  const holders: GrantHolder[] = [await holderOf(tx, deps, authorization.application_id, null)]
  for (const delegation of delegations) {
    await deps.delegations.save(tx, { ...delegation, authorization_id: authorization.id })
    if (delegation.state === 'active') {
      holders.push(await holderOf(tx, deps, delegation.application_id, delegation.id))
    }
  }
  if (previous !== null) {
    await deps.authorizations.move(tx, previous, { state: 'superseded', state_reason: null, suspended_by: null })
  }
  const grants = holders.flatMap((holder) => planGrants(authorization, holder, held, now, () => deps.random.uuid()))
  await deps.authorizedGrants.put(tx, grants)
  return grants.map((grant) => grantChange(grant, grant.client_id))
}

async function holderOf(
  tx: Transaction,
  deps: AccessRequestDeps,
  applicationId: string,
  delegationId: string | null,
): Promise<GrantHolder> {
  const application = await deps.applications.load(tx, applicationId)
  if (application === null) throw new NotFound({ problem: 'not-found' })
  return { application_id: application.id, client_id: application.client_ids.production, delegation_id: delegationId }
}
