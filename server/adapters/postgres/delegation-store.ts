import { sql } from 'kysely'
import type { DelegationStore, DelegationWithNames } from '#core/authorizations/delegation-store.ts'
import type { VerificationMethod } from '#core/organizations/organization.ts'
import { type Page, type PageRequest, toPage } from '#core/page.ts'
import type { Transaction } from '#core/ports/unit-of-work.ts'
import { inside } from './unit-of-work.ts'

export function createDelegationStore(): DelegationStore {
  return {
    async insert(tx, delegation) {
      await inside(tx).insertInto('delegations').values(delegation).execute()
    },

    async load(tx, id, lock) {
      if (lock === 'lock') {
        await inside(tx).selectFrom('delegations').select('id').where('id', '=', id).forUpdate().execute()
      }
      const row = await named(tx).where('delegations.id', '=', id).executeTakeFirst()
      return row === undefined ? null : toNamed(row)
    },

    async save(tx, delegation) {
      await inside(tx)
        .updateTable('delegations')
        .set({
          state: delegation.state,
          authorization_id: delegation.authorization_id,
          version: sql<number>`version + 1`,
        })
        .where('id', '=', delegation.id)
        .execute()
    },

    listLiving(tx, authorizationId) {
      return inside(tx)
        .selectFrom('delegations')
        .selectAll()
        .where('authorization_id', '=', authorizationId)
        .where('state', '<>', 'revoked')
        .orderBy('id')
        .execute()
    },

    async listOfAuthorization(tx, authorizationId, editors, page) {
      if (editors?.length === 0) return { items: [], next: null }
      const all = named(tx).where('delegations.authorization_id', '=', authorizationId)
      return readPage(editors === null ? all : all.where('editor_organization_id', 'in', [...editors]), page)
    },

    listOfOrganization(tx, organizationId, page) {
      const query = named(tx).where((eb) =>
        eb.or([
          eb('delegations.beneficiary_id', '=', organizationId),
          eb('delegations.editor_organization_id', '=', organizationId),
        ]),
      )
      return readPage(query, page)
    },

    async listEditorApplications(tx, words, page) {
      let query = inside(tx)
        .selectFrom('applications as a')
        .innerJoin('organizations as o', 'o.id', 'a.organization_id')
        .select(['a.id as application_id', 'a.name as application_name', 'a.description'])
        .select(['o.id as editor_id', 'o.name as editor_name', 'o.verification as editor_verification'])
        .where('o.kind', '=', 'editor')
        .where('o.state', '=', 'active')
        .where('a.state', '=', 'active')
      if (words !== null) {
        query = query.where(sql<boolean>`strpos(lower(a.name || ' ' || o.name), lower(${words})) > 0`)
      }
      if (page.after !== null) query = query.where('a.id', '>', page.after)
      const rows = await query
        .orderBy('a.id')
        .limit(page.size + 1)
        .execute()
      const known = rows.map((row) => ({ ...row, editor_verification: row.editor_verification as VerificationMethod }))
      return toPage(known, page.size, (row) => row.application_id)
    },
  }
}

async function readPage(query: ReturnType<typeof named>, page: PageRequest): Promise<Page<DelegationWithNames>> {
  const from = page.after === null ? query : query.where('delegations.id', '<', page.after)
  const rows = await from
    .orderBy('delegations.id', 'desc')
    .limit(page.size + 1)
    .execute()
  return toPage(rows.map(toNamed), page.size, (row) => row.id)
}

function named(tx: Transaction) {
  return inside(tx)
    .selectFrom('delegations')
    .innerJoin('organizations as beneficiary', 'beneficiary.id', 'delegations.beneficiary_id')
    .innerJoin('organizations as editor', 'editor.id', 'delegations.editor_organization_id')
    .innerJoin('applications as application', 'application.id', 'delegations.application_id')
    .selectAll('delegations')
    .select([
      'beneficiary.name as beneficiary_name',
      'beneficiary.verification as beneficiary_verification',
      'editor.name as editor_name',
      'editor.verification as editor_verification',
      'application.name as application_name',
    ])
}

type NamedRow = Awaited<ReturnType<ReturnType<typeof named>['execute']>>[number]

function toNamed(row: NamedRow): DelegationWithNames {
  return {
    ...row,
    beneficiary_verification: row.beneficiary_verification as VerificationMethod,
    editor_verification: row.editor_verification as VerificationMethod,
  }
}
