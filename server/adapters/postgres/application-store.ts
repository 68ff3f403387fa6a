import type { Application } from '#core/applications/application.ts'
import type { ApplicationStore } from '#core/applications/application-store.ts'
import { toPage } from '#core/page.ts'
import type { Transaction } from '#core/ports/unit-of-work.ts'
import { inside } from './unit-of-work.ts'

function selectApplications(tx: Transaction) {
  return inside(tx).selectFrom('applications').selectAll()
}

type Row = Awaited<ReturnType<ReturnType<typeof selectApplications>['execute']>>[number]

function toApplication({ sandbox_client_id, production_client_id, ...row }: Row): Application {
  return { ...row, client_ids: { sandbox: sandbox_client_id, production: production_client_id } }
}

/** Applications in SQL. */
export function createApplicationStore(): ApplicationStore {
  return {
    async insert(tx, { client_ids, ...application }) {
      await inside(tx)
        .insertInto('applications')
        .values({
          ...application,
          sandbox_client_id: client_ids.sandbox,
          production_client_id: client_ids.production,
        })
        .execute()
    },
    async update(tx, application) {
      const { name, description, state, suspended_reason, suspended_by, requires_bound_tokens, version } = application
      const result = await inside(tx)
        .updateTable('applications')
        .set({ name, description, state, suspended_reason, suspended_by, requires_bound_tokens, version })
        .where('id', '=', application.id)
        .where('version', '=', version - 1)
        .executeTakeFirst()
      return result.numUpdatedRows === 1n
    },
    async load(tx, id) {
      const row = await selectApplications(tx).where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : toApplication(row)
    },
    async lock(tx, id) {
      const row = await selectApplications(tx).where('id', '=', id).forUpdate().executeTakeFirst()
      return row === undefined ? null : toApplication(row)
    },
    async list(tx, organizationId, page) {
      let query = selectApplications(tx)
        .where('organization_id', '=', organizationId)
        .orderBy('id')
        .limit(page.size + 1)
      if (page.after !== null) query = query.where('id', '>', page.after)
      return toPage((await query.execute()).map(toApplication), page.size, (one) => one.id)
    },
    async listLive(tx, organizationId) {
      let query = selectApplications(tx).where('state', '<>', 'archived').orderBy('id')
      if (organizationId !== null) query = query.where('organization_id', '=', organizationId)
      return (await query.execute()).map(toApplication)
    },
  }
}
