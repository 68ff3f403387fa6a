import type { Actor } from '../accounts/actor.ts'
import { timeOf } from '../change-deps.ts'
import { checkVersion, type ExpectedVersion } from '../check-version.ts'
import { NotFound, PreconditionFailed } from '../errors.ts'
import { actorOfEvent } from '../events/actor-of-event.ts'
import { authorize } from '../permissions/authorize.ts'
import type { PermissionName } from '../permissions/permissions.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { Revisions } from '../snapshot/publish-everywhere.ts'
import type { Organization, VerificationMethod } from './organization.ts'
import type { OrganizationDeps } from './organization-deps.ts'
import { publishOrganization } from './publish-organization.ts'

export interface ChangedOrganization {
  readonly organization: Organization
  readonly revisions: Revisions
}

interface Step {
  readonly permission: PermissionName
  readonly event: string
  readonly data: Readonly<Record<string, unknown>>
  readonly verifiedBy: string | null
  change(organization: Organization): Partial<Organization>
}

async function changeOrganization(
  tx: Transaction,
  deps: OrganizationDeps,
  actor: Actor,
  id: string,
  expected: ExpectedVersion,
  step: Step,
): Promise<ChangedOrganization> {
  const organization = await deps.organizations.lock(tx, id)
  if (organization === null) throw new NotFound({ problem: 'not-found' })
  authorize(actor, step.permission, { organization: id })
  checkVersion(organization.version, expected)
  const next = { ...organization, ...step.change(organization), version: organization.version + 1 }
  if (!(await deps.organizations.update(tx, next, step.verifiedBy)))
    throw new PreconditionFailed({ problem: 'precondition-failed' })
  await deps.events.append(tx, {
    type: step.event,
    actor: actorOfEvent(actor),
    organization_id: id,
    subject_type: 'organization',
    subject_id: id,
    data: step.data,
  })
  return { organization: next, revisions: await publishOrganization(tx, deps, next) }
}

/** Changes its name. */
export async function updateOrganization(
  tx: Transaction,
  deps: OrganizationDeps,
  actor: Actor,
  id: string,
  expected: ExpectedVersion,
  input: { readonly name: string },
): Promise<Organization> {
  const name = input.name.trim()
  const { organization } = await changeOrganization(tx, deps, actor, id, expected, {
    permission: 'organization.update',
    event: 'organization.updated',
    data: { name },
    verifiedBy: null,
    change: () => ({ name }),
  })
  return organization
}

/** Records how the operator verified that the organization is what it says, or that it no longer is. */
export async function verifyOrganization(
  tx: Transaction,
  deps: OrganizationDeps,
  actor: Actor,
  id: string,
  expected: ExpectedVersion,
  verification: VerificationMethod,
): Promise<Organization> {
  const { organization } = await changeOrganization(tx, deps, actor, id, expected, {
    permission: 'organization.verify',
    event: 'organization.verified',
    data: { verification },
    verifiedBy: actor.account_id,
    change: () => ({ verification, verified_at: verification === 'unverified' ? null : timeOf(deps) }),
  })
  return organization
}

/** Suspends it: its members may only read, and gateways refuse all its applications. Again with another reason is fine. */
export function suspendOrganization(
  tx: Transaction,
  deps: OrganizationDeps,
  actor: Actor,
  id: string,
  reason: string,
): Promise<ChangedOrganization> {
  return changeOrganization(tx, deps, actor, id, '*', {
    permission: 'organization.suspend',
    event: 'organization.suspended',
    data: { reason },
    verifiedBy: null,
    change: () => ({ state: 'suspended', suspended_reason: reason }),
  })
}

/** Lifts the suspension; of an active organization it changes nothing that shows. */
export function resumeOrganization(
  tx: Transaction,
  deps: OrganizationDeps,
  actor: Actor,
  id: string,
): Promise<ChangedOrganization> {
  return changeOrganization(tx, deps, actor, id, '*', {
    permission: 'organization.suspend',
    event: 'organization.resumed',
    data: {},
    verifiedBy: null,
    change: () => ({ state: 'active', suspended_reason: null }),
  })
}
