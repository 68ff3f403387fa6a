import { sql } from 'kysely'
import type { AuthorizedGrant, AuthorizedGrantStore } from '#core/authorizations/authorized-grant-store.ts'
import type { LegalContext } from '#core/grants/grant.ts'
import type { Transaction } from '#core/ports/unit-of-work.ts'
import type { Plan } from '#core/quotas/limit.ts'
import { inside } from './unit-of-work.ts'

export function createAuthorizedGrantStore(): AuthorizedGrantStore {
  return {
    async lockOfAuthorization(tx, authorizationId) {
      const rows = await living(tx).where('grants.authorization_id', '=', authorizationId).forUpdate('grants').execute()
      return rows.map(toGrant)
    },

    async listOfAuthorizations(tx, authorizationIds) {
      if (authorizationIds.length === 0) return []
      const rows = await living(tx)
        .where('grants.authorization_id', 'in', [...authorizationIds])
        .execute()
      return rows.map(toGrant)
    },

    async authorizationsWith(tx, useCase, scopes) {
      const rows = await inside(tx)
        .selectFrom('grants')
        .innerJoin('authorizations', 'authorizations.id', 'grants.authorization_id')
        .innerJoin('access_requests', 'access_requests.id', 'authorizations.access_request_id')
        .select('authorizations.id')
        .distinct()
        .where('grants.state', '<>', 'revoked')
        .where('access_requests.use_case', '=', useCase)
        .where(sql<boolean>`grants.scopes && ${[...scopes]}::text[]`)
        .orderBy('authorizations.id')
        .execute()
      return rows.map(({ id }) => id)
    },

    async put(tx, grants) {
      for (const { client_id: _client, ...grant } of grants) {
        const row = {
          ...grant,
          scopes: [...grant.scopes],
          plan: JSON.stringify(grant.plan),
          legal_contexts: JSON.stringify(grant.legal_contexts),
        }
        await inside(tx)
          .insertInto('grants')
          .values(row)
          .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
          .execute()
      }
    },
  }
}

function living(tx: Transaction) {
  return inside(tx)
    .selectFrom('grants')
    .innerJoin('applications', 'applications.id', 'grants.application_id')
    .selectAll('grants')
    .select('applications.production_client_id as client_id')
    .where('grants.state', '<>', 'revoked')
    .orderBy('grants.api')
    .orderBy('grants.api_version')
    .orderBy('grants.id')
}

function toGrant(row: Awaited<ReturnType<ReturnType<typeof living>['execute']>>[number]): AuthorizedGrant {
  return { ...row, plan: row.plan as Plan, legal_contexts: row.legal_contexts as readonly LegalContext[] }
}
