import { sql } from 'kysely'
import type { Authorization, OpenedApi } from '#core/authorizations/authorization.ts'
import type {
  AuthorizationFile,
  AuthorizationFilter,
  AuthorizationStore,
} from '#core/authorizations/authorization-store.ts'
import { toPage } from '#core/page.ts'
import type { Transaction } from '#core/ports/unit-of-work.ts'
import { inside } from './unit-of-work.ts'

/** Authorizations in SQL. Everything but the state is written once. */
export function createAuthorizationStore(): AuthorizationStore {
  return {
    async nextReference(tx) {
      const { rows } = await sql<{ n: number }>`select nextval('authorization_numbers') as n`.execute(inside(tx))
      return `H${rows[0]?.n}`
    },

    async insert(tx, authorization) {
      const row = {
        ...authorization,
        content: JSON.stringify(authorization.content),
        opened: JSON.stringify(authorization.opened),
        suspended_by: jsonOrNull(authorization.suspended_by),
      }
      await inside(tx).insertInto('authorizations').values(row).execute()
      const providers = [...new Set(authorization.opened.map((one) => one.provider_organization_id))]
      if (providers.length === 0) return
      await inside(tx)
        .insertInto('authorization_providers')
        .values(providers.map((id) => ({ provider_organization_id: id, authorization_id: authorization.id })))
        .execute()
    },

    async load(tx, id, lock) {
      if (lock === 'lock') {
        await inside(tx).selectFrom('authorizations').select('id').where('id', '=', id).forUpdate().execute()
      }
      const rows = await joined(tx).where('a.id', '=', id).execute()
      const [file] = await toFiles(tx, rows)
      return file ?? null
    },

    async list(tx, filter, page) {
      if (filter.organizations?.length === 0) return { items: [], next: null }
      let query = narrowed(joined(tx), filter)
      if (page.after !== null) query = query.where('a.id', '<', page.after)
      const rows = await query
        .orderBy('a.id', 'desc')
        .limit(page.size + 1)
        .execute()
      const { items, next } = toPage(rows, page.size, (row) => row.id)
      return { items: await toFiles(tx, items), next }
    },

    async move(tx, id, to) {
      await inside(tx)
        .updateTable('authorizations')
        .set({ state: to.state, state_reason: to.state_reason, suspended_by: jsonOrNull(to.suspended_by) })
        .where('id', '=', id)
        .execute()
    },

    async listEnded(tx, now, size) {
      const rows = await inside(tx)
        .selectFrom('authorizations')
        .select('id')
        .where('state', 'in', ['active', 'suspended'])
        .where('valid_until', '<=', now)
        .orderBy('id')
        .limit(size)
        .execute()
      return rows.map((row) => row.id)
    },
  }
}

function joined(tx: Transaction) {
  return inside(tx)
    .selectFrom('authorizations as a')
    .innerJoin('organizations as beneficiary', 'beneficiary.id', 'a.beneficiary_id')
    .innerJoin('applications as application', 'application.id', 'a.application_id')
    .selectAll('a')
    .select([
      'application.organization_id as organization_id',
      'application.name as application_name',
      'beneficiary.name as beneficiary_name',
      'beneficiary.is_demo as beneficiary_is_demo',
    ])
}

type Joined = ReturnType<typeof joined>
type Row = Awaited<ReturnType<Joined['execute']>>[number]

function narrowed(query: Joined, filter: AuthorizationFilter): Joined {
  let narrow = query
  const organizations = filter.organizations
  if (organizations !== null) {
    narrow = narrow.where(sql<boolean>`a.id in (${concerning(organizations)})`)
  }
  if (filter.state !== null) narrow = narrow.where('a.state', '=', filter.state)
  if (filter.words !== null) {
    const text = sql<string>`concat_ws(' ', a.reference, beneficiary.name, application.name, a.content->>'title',
      a.content->>'purpose', a.opened::text)`
    narrow = narrow.where(sql<boolean>`strpos(lower(${text}), lower(${filter.words})) > 0`)
  }
  return narrow
}

/** Ids of what organizations hold, use, edit for others or provide: an index for each, where one OR would read every row. */
function concerning(organizations: readonly string[]) {
  const ids = sql`any(${[...organizations]}::uuid[])`
  return sql`select id from authorizations where beneficiary_id = ${ids}
    union all select held.id from authorizations held
      join applications own on own.id = held.application_id and own.organization_id = ${ids}
    union all select authorization_id from delegations where state <> 'revoked' and editor_organization_id = ${ids}
    union all select authorization_id from authorization_providers where provider_organization_id = ${ids}`
}

async function toFiles(tx: Transaction, rows: readonly Row[]): Promise<AuthorizationFile[]> {
  if (rows.length === 0) return []
  const beneficiaries = [...new Set(rows.map((row) => row.beneficiary_id))]
  const providers = [
    ...new Set(rows.flatMap((row) => (row.opened as OpenedApi[]).map((one) => one.provider_organization_id))),
  ]
  const identifiers = await inside(tx)
    .selectFrom('organization_identifiers')
    .selectAll()
    .where('organization_id', 'in', beneficiaries)
    .orderBy('scheme')
    .orderBy('value')
    .execute()
  const names = await inside(tx)
    .selectFrom('organizations')
    .select(['id', 'name'])
    .where('id', 'in', providers.length > 0 ? providers : beneficiaries)
    .execute()
  const providerNames = new Map(names.map((row) => [row.id, row.name]))
  return rows.map((row) => {
    const { organization_id, application_name, beneficiary_name, beneficiary_is_demo, ...columns } = row
    return {
      authorization: columns as unknown as Authorization,
      organization_id,
      application_name,
      beneficiary_name,
      beneficiary_is_demo,
      beneficiary_identifiers: identifiers
        .filter((one) => one.organization_id === row.beneficiary_id)
        .map(({ organization_id: _owner, ...identifier }) => identifier),
      provider_names: providerNames,
    }
  })
}

function jsonOrNull(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value)
}
