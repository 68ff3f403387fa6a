import type { Transaction } from '../ports/unit-of-work.ts'
import { publishEverywhere, type Revisions } from '../snapshot/publish-everywhere.ts'
import type { SnapshotPublisher } from '../snapshot/snapshot-publisher.ts'
import type { Organization } from './organization.ts'
import { organizationChange } from './organization-change.ts'

/** Makes what gateways see of an organization follow it, in both environments. */
export function publishOrganization(
  tx: Transaction,
  deps: { readonly publisher: SnapshotPublisher },
  organization: Organization,
): Promise<Revisions> {
  const changes = [organizationChange(organization)]
  return publishEverywhere(tx, deps, { sandbox: changes, production: changes })
}
