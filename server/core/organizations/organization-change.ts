import type { SnapshotChange } from '../snapshot/snapshot-publisher.ts'
import type { Organization } from './organization.ts'

/** An organization as gateways and issuers see it. */
export function organizationChange(organization: Organization): SnapshotChange {
  const identifiers = organization.identifiers.map(({ scheme, value }) => ({ scheme, value }))
  return {
    kind: 'organization',
    id: organization.id,
    state: { name: organization.name, state: organization.state, identifiers },
  }
}
