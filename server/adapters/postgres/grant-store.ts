import type { Grant, LegalContext } from '#core/grants/grant.ts'
import type { GrantStore } from '#core/grants/grant-store.ts'
import { toPage } from '#core/page.ts'
import type { Transaction } from '#core/ports/unit-of-work.ts'
import type { Plan } from '#core/quotas/limit.ts'
import { inside } from './unit-of-work.ts'

function selectGrants(tx: Transaction) {
  return inside(tx)
    .selectFrom('grants')
    .select([
      'grants.id',
      'grants.environment',
      'grants.application_id',
      'grants.beneficiary_id',
      'grants.api',
      'grants.api_version',
      'grants.scopes',
      'grants.plan',
      'grants.legal_contexts',
      'grants.default_context',
      'grants.valid_from',
      'grants.valid_until',
      'grants.authorization_id',
      'grants.delegation_id',
      'grants.state',
      'grants.generation',
      'grants.version',
      'grants.created_at',
    ])
}

type Row = Awaited<ReturnType<ReturnType<typeof selectGrants>['execute']>>[number]

function toGrant(row: Row): Grant {
  return { ...row, plan: row.plan as Plan, legal_contexts: row.legal_contexts as readonly LegalContext[] }
}

/** Rows of one statement: PostgreSQL takes 65 535 parameters, a grant has 18. */
const batch = 500

/** Grants in SQL. */
export function createGrantStore(): GrantStore {
  return {
    async insert(tx, grants) {
      for (let at = 0; at < grants.length; at += batch) {
        const rows = grants.slice(at, at + batch).map((grant) => ({
          ...grant,
          scopes: [...grant.scopes],
          plan: JSON.stringify(grant.plan),
          legal_contexts: JSON.stringify(grant.legal_contexts),
        }))
        await inside(tx).insertInto('grants').values(rows).execute()
      }
    },
    async update(tx, grant, suspension) {
      const { scopes, state, generation, version } = grant
      const result = await inside(tx)
        .updateTable('grants')
        .set({
          scopes: [...scopes],
          state,
          state_reason: suspension?.reason ?? null,
          suspended_by: suspension?.by ?? null,
          generation,
          version,
        })
        .where('id', '=', grant.id)
        .where('version', '=', version - 1)
        .executeTakeFirst()
      return result.numUpdatedRows === 1n
    },
    async suspensionOf(tx, id) {
      const row = await inside(tx)
        .selectFrom('grants')
        .select(['state_reason', 'suspended_by'])
        .where('id', '=', id)
        .where('state', '=', 'suspended')
        .executeTakeFirst()
      if (row === undefined || row.suspended_by === null) return null
      return { reason: row.state_reason ?? '', by: row.suspended_by }
    },
    async isSuspendedWithAuthorization(tx, id) {
      const row = await inside(tx)
        .selectFrom('grants')
        .innerJoin('authorizations', 'authorizations.id', 'grants.authorization_id')
        .select('authorizations.state as state')
        .where('grants.id', '=', id)
        .executeTakeFirst()
      return row?.state === 'suspended'
    },
    async load(tx, id) {
      const row = await selectGrants(tx).where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : toGrant(row)
    },
    async list(tx, applicationId, environment, page) {
      let query = selectGrants(tx)
        .where('application_id', '=', applicationId)
        .orderBy('id')
        .limit(page.size + 1)
      if (environment !== null) query = query.where('environment', '=', environment)
      if (page.after !== null) query = query.where('id', '>', page.after)
      return toPage((await query.execute()).map(toGrant), page.size, (one) => one.id)
    },
    async listLive(tx, applicationId) {
      const rows = await selectGrants(tx)
        .where('application_id', '=', applicationId)
        .where('state', '<>', 'revoked')
        .orderBy('id')
        .execute()
      return rows.map(toGrant)
    },
    async hasRunningAuthorization(tx, applicationId, now) {
      const row = await inside(tx)
        .selectFrom('grants')
        .innerJoin('authorizations', 'authorizations.id', 'grants.authorization_id')
        .select('grants.id')
        .where('grants.application_id', '=', applicationId)
        .where('grants.environment', '=', 'production')
        .where('grants.state', '=', 'active')
        .where('authorizations.state', '=', 'active')
        .where((where) => where.or([where('grants.valid_until', 'is', null), where('grants.valid_until', '>', now)]))
        .limit(1)
        .executeTakeFirst()
      return row !== undefined
    },
    async listApplicationsWithout(tx, api, version) {
      return inside(tx)
        .selectFrom('applications')
        .select(['applications.id as application_id', 'applications.sandbox_client_id as client_id'])
        .where('applications.state', '<>', 'archived')
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('grants')
                .select('grants.id')
                .whereRef('grants.application_id', '=', 'applications.id')
                .where('grants.environment', '=', 'sandbox')
                .where('grants.api', '=', api)
                .where('grants.api_version', '=', version),
            ),
          ),
        )
        .orderBy('applications.id')
        .execute()
    },
    async partiesOf(tx, grant) {
      const row = await inside(tx)
        .selectFrom('grants')
        .innerJoin('apis', (join) =>
          join.onRef('apis.api', '=', 'grants.api').onRef('apis.version', '=', 'grants.api_version'),
        )
        .innerJoin('applications', 'applications.id', 'grants.application_id')
        .select(['apis.provider_organization_id as provider', 'applications.organization_id as organization'])
        .where('grants.id', '=', grant.id)
        .executeTakeFirstOrThrow()
      return row
    },
  }
}
