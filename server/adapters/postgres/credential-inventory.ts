import type { CredentialInventory } from '#core/credentials/credential-inventory.ts'
import { toPage } from '#core/page.ts'
import { toCredential } from './credential-store.ts'
import { inside } from './unit-of-work.ts'

/** The inventory in SQL. Identifiers are made in the order of time, so the oldest comes first. */
export function createCredentialInventory(): CredentialInventory {
  return {
    async list(tx, filter, now, page) {
      let query = inside(tx)
        .selectFrom('credentials')
        .innerJoin('applications', 'applications.id', 'credentials.application_id')
        .innerJoin('organizations', 'organizations.id', 'applications.organization_id')
        .selectAll('credentials')
        .select([
          'applications.name as application_name',
          'organizations.id as organization_id',
          'organizations.name as organization_name',
        ])
        .orderBy('credentials.id')
        .limit(page.size + 1)
      if (page.after !== null) query = query.where('credentials.id', '>', page.after)
      if (filter.environment !== null) query = query.where('credentials.environment', '=', filter.environment)
      if (filter.kind !== null) query = query.where('credentials.kind', '=', filter.kind)
      if (filter.state === 'revoked') query = query.where('credentials.revoked_at', 'is not', null)
      else if (filter.state !== null) query = query.where('credentials.revoked_at', 'is', null)
      if (filter.state === 'expired') query = query.where('credentials.expires_at', '<=', now)
      if (filter.state === 'live') {
        query = query.where(({ eb, or }) =>
          or([eb('credentials.expires_at', 'is', null), eb('credentials.expires_at', '>', now)]),
        )
      }
      if (filter.createdBefore !== null) query = query.where('credentials.created_at', '<', filter.createdBefore)
      if (filter.expiresBefore !== null) query = query.where('credentials.expires_at', '<', filter.expiresBefore)
      const since = filter.unusedSince
      if (since !== null) {
        query = query
          .where('credentials.created_at', '<', since)
          .where(({ eb, or }) =>
            or([eb('credentials.last_used_at', 'is', null), eb('credentials.last_used_at', '<', since)]),
          )
      }
      const rows = (await query.execute()).map(({ application_name, organization_id, organization_name, ...row }) => ({
        credential: toCredential(row),
        application_name,
        organization_id,
        organization_name,
      }))
      return toPage(rows, page.size, ({ credential }) => credential.id)
    },
  }
}
