import type { Organization, OrganizationIdentifier, VerificationMethod } from '#core/organizations/organization.ts'
import type { Transaction } from '#core/ports/unit-of-work.ts'
import { inside } from './unit-of-work.ts'

/** The select every read of organizations begins with. */
export function selectOrganizations(tx: Transaction) {
  return inside(tx)
    .selectFrom('organizations')
    .select([
      'organizations.id',
      'organizations.kind',
      'organizations.name',
      'organizations.slug',
      'organizations.country',
      'organizations.verification',
      'organizations.verified_at',
      'organizations.state',
      'organizations.suspended_reason',
      'organizations.is_demo',
      'organizations.version',
      'organizations.created_at',
    ])
}

type Row = Awaited<ReturnType<ReturnType<typeof selectOrganizations>['execute']>>[number]

/** Adds the identifiers to rows read by `selectOrganizations`, in one query for all. */
export async function completeOrganizations(tx: Transaction, rows: readonly Row[]): Promise<Organization[]> {
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.id)
  const found = await inside(tx)
    .selectFrom('organization_identifiers')
    .selectAll()
    .where('organization_id', 'in', ids)
    .orderBy('scheme')
    .orderBy('value')
    .execute()
  const byOrganization = Map.groupBy(found, (one) => one.organization_id)
  return rows.map((row) => ({
    ...row,
    verification: row.verification as VerificationMethod,
    identifiers: (byOrganization.get(row.id) ?? []).map<OrganizationIdentifier>((one) => ({
      scheme: one.scheme,
      value: one.value,
      valid_from: one.valid_from,
      valid_to: one.valid_to,
    })),
  }))
}
