import { sql } from 'kysely'
import type { OrganizationStore } from '#core/organizations/organization-store.ts'
import { toPage } from '#core/page.ts'
import { completeOrganizations, selectOrganizations } from './read-organizations.ts'
import { inside } from './unit-of-work.ts'

/** `%` and `_` in what people type mean themselves. */
function likePattern(words: string): string {
  return `%${words.replace(/[\\%_]/g, '\\$&')}%`
}

/** Organizations and their identifiers in SQL. */
export function createOrganizationStore(): OrganizationStore {
  return {
    async insert(tx, organization) {
      const { identifiers, ...row } = organization
      const inserted = await inside(tx)
        .insertInto('organizations')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .executeTakeFirst()
      if (inserted === undefined) return false
      if (identifiers.length === 0) return true
      const written = await inside(tx)
        .insertInto('organization_identifiers')
        .values(identifiers.map((one) => ({ ...one, organization_id: organization.id })))
        .onConflict((conflict) => conflict.doNothing())
        .returning('value')
        .execute()
      if (written.length === identifiers.length) return true
      await inside(tx).deleteFrom('organizations').where('id', '=', organization.id).execute()
      return false
    },
    async update(tx, organization, verifiedBy) {
      const { id, version, name, slug, verification, verified_at, state, suspended_reason } = organization
      const result = await inside(tx)
        .updateTable('organizations')
        .set({ name, slug, verification, verified_at, state, suspended_reason, version })
        .$if(verifiedBy !== null, (query) => query.set({ verified_by: verifiedBy }))
        .where('id', '=', id)
        .where('version', '=', version - 1)
        .executeTakeFirst()
      return result.numUpdatedRows === 1n
    },
    async load(tx, id) {
      const rows = await selectOrganizations(tx).where('id', '=', id).execute()
      return (await completeOrganizations(tx, rows))[0] ?? null
    },
    async lock(tx, id) {
      const rows = await selectOrganizations(tx).where('id', '=', id).forUpdate().execute()
      return (await completeOrganizations(tx, rows))[0] ?? null
    },
    async loadMany(tx, ids) {
      if (ids.length === 0) return []
      const rows = await selectOrganizations(tx)
        .where('id', 'in', [...ids])
        .execute()
      const byId = new Map((await completeOrganizations(tx, rows)).map((one) => [one.id, one]))
      return ids.flatMap((id) => byId.get(id) ?? [])
    },
    async findByIdentifier(tx, scheme, value) {
      const rows = await selectOrganizations(tx)
        .innerJoin('organization_identifiers', 'organization_identifiers.organization_id', 'organizations.id')
        .where('organization_identifiers.scheme', '=', scheme)
        .where('organization_identifiers.value', '=', value)
        .execute()
      return (await completeOrganizations(tx, rows))[0] ?? null
    },
    async findBySlug(tx, slug) {
      const rows = await selectOrganizations(tx).where('slug', '=', slug).execute()
      return (await completeOrganizations(tx, rows))[0] ?? null
    },
    async findOperator(tx) {
      const rows = await selectOrganizations(tx).where('kind', '=', 'operator').orderBy('id').limit(1).execute()
      return (await completeOrganizations(tx, rows))[0] ?? null
    },
    async list(tx, filter, page) {
      const { member, kind, verification, words } = filter
      let query = selectOrganizations(tx)
        .orderBy('organizations.id')
        .limit(page.size + 1)
      if (page.after !== null) query = query.where('organizations.id', '>', page.after)
      if (kind !== null) query = query.where('organizations.kind', '=', kind)
      if (verification !== null) query = query.where('organizations.verification', '=', verification)
      if (member !== null) {
        query = query.where(({ exists, selectFrom }) =>
          exists(
            selectFrom('members')
              .select('members.id')
              .whereRef('members.organization_id', '=', 'organizations.id')
              .where('members.account_id', '=', member)
              .where('members.state', '=', 'active'),
          ),
        )
      }
      if (words !== null) {
        const pattern = likePattern(words)
        query = query.where(
          sql<boolean>`(organizations.name ilike ${pattern} or exists (select 1 from organization_identifiers
            where organization_id = organizations.id and value ilike ${pattern}))`,
        )
      }
      return toPage(await completeOrganizations(tx, await query.execute()), page.size, (one) => one.id)
    },
  }
}
