import type { Actor } from '../accounts/actor.ts'
import { timeOf } from '../change-deps.ts'
import { Conflict } from '../errors.ts'
import { actorOfEvent } from '../events/actor-of-event.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { canonicalIdentifier } from './canonical-identifier.ts'
import type { Organization, OrganizationKind, VerificationMethod } from './organization.ts'
import type { OrganizationDeps } from './organization-deps.ts'
import { publishOrganization } from './publish-organization.ts'

export interface OrganizationInput {
  readonly kind: OrganizationKind
  readonly name: string
  readonly slug: string | null
  readonly country: string
  readonly identifiers: readonly { readonly scheme: string; readonly value: string }[]
  readonly is_demo: boolean
  /** What the platform itself vouches for; unverified unless told. */
  readonly verification?: VerificationMethod
}

/**
 * Records an organization of any kind, without members. `actor` null is the platform.
 * @throws InvalidInput for a wrong identifier, Conflict `organization-exists`.
 */
export async function registerOrganization(
  tx: Transaction,
  deps: OrganizationDeps,
  actor: Actor | null,
  input: OrganizationInput,
): Promise<Organization> {
  const identifiers = input.identifiers.map((one, at) => ({
    ...canonicalIdentifier(deps.pack, one, `/identifiers/${at}`),
    valid_from: null,
    valid_to: null,
  }))
  const organization: Organization = {
    id: deps.random.uuid(),
    kind: input.kind,
    name: input.name.trim(),
    slug: input.slug,
    country: input.country,
    identifiers,
    verification: input.verification ?? 'unverified',
    verified_at: input.verification === undefined ? null : timeOf(deps),
    state: 'active',
    suspended_reason: null,
    is_demo: input.is_demo,
    version: 1,
    created_at: timeOf(deps),
  }
  if (!(await deps.organizations.insert(tx, organization))) throw new Conflict({ problem: 'organization-exists' })
  await deps.events.append(tx, {
    type: 'organization.created',
    actor: actorOfEvent(actor),
    organization_id: organization.id,
    subject_type: 'organization',
    subject_id: organization.id,
    data: { kind: organization.kind, name: organization.name },
  })
  await publishOrganization(tx, deps, organization)
  return organization
}
