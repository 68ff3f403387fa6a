import { sql } from 'kysely'
import type { ApiFilter, ApiStore, CatalogApi } from '#core/catalog/api-store.ts'
import type { ApiDescriptor } from '#core/catalog/operation-descriptor.ts'
import type { Transaction } from '#core/ports/unit-of-work.ts'
import { inside } from './unit-of-work.ts'

/** The catalogue in SQL: the document as imported, and what was compiled from it. */
export function createApiStore(): ApiStore {
  return {
    async insert(tx, api, document) {
      const { provider_name: _name, ...columns } = api
      await inside(tx)
        .insertInto('apis')
        .values({ ...columns, descriptor: JSON.stringify(api.descriptor), document: JSON.stringify(document) })
        .execute()
    },

    async load(tx, api, version, lock) {
      if (lock === 'lock') {
        await inside(tx)
          .selectFrom('apis')
          .select('api')
          .where('api', '=', api)
          .where('version', '=', version)
          .forUpdate()
          .execute()
      }
      const row = await named(tx).where('apis.api', '=', api).where('apis.version', '=', version).executeTakeFirst()
      return row === undefined ? null : toApi(row)
    },

    async loadDocument(tx, api, version) {
      const row = await inside(tx)
        .selectFrom('apis')
        .select('document')
        .where('api', '=', api)
        .where('version', '=', version)
        .executeTakeFirst()
      return row === undefined ? null : (row.document as Readonly<Record<string, unknown>>)
    },

    async list(tx, filter) {
      if (filter.states.length === 0) return []
      return (await narrowed(tx, filter).execute()).map(toApi)
    },

    async save(tx, api, document) {
      await inside(tx)
        .updateTable('apis')
        .set({
          state: api.state,
          upstream_url: api.upstream_url,
          descriptor: JSON.stringify(api.descriptor),
          lock_version: sql<number>`lock_version + 1`,
          ...(document === undefined ? {} : { document: JSON.stringify(document) }),
        })
        .where('api', '=', api.api)
        .where('version', '=', api.version)
        .execute()
    },
  }
}

function named(tx: Transaction) {
  return inside(tx)
    .selectFrom('apis')
    .innerJoin('organizations as provider', 'provider.id', 'apis.provider_organization_id')
    .select([
      'apis.api',
      'apis.version',
      'apis.provider_organization_id',
      'apis.state',
      'apis.descriptor',
      'apis.upstream_url',
      'apis.lock_version',
      'apis.created_at',
      'provider.name as provider_name',
    ])
}

function narrowed(tx: Transaction, filter: ApiFilter) {
  const key = sql<string>`(apis.api || '@' || apis.version) collate "C"`
  let query = named(tx).where('apis.state', 'in', [...filter.states])
  if (filter.provider !== null) query = query.where(sql<boolean>`apis.descriptor->>'provider' = ${filter.provider}`)
  if (filter.words !== null) {
    const text = sql<string>`concat_ws(' ', apis.api, provider.name, apis.descriptor->'title', apis.descriptor->'description',
      apis.descriptor->'scopes')`
    for (const word of filter.words.split(/\s+/).filter((one) => one !== '')) {
      query = query.where(sql<boolean>`strpos(lower(${text}), lower(${word})) > 0`)
    }
  }
  if (filter.after !== null) query = query.where(key, '>', filter.after)
  query = query.orderBy(key)
  return filter.size === null ? query : query.limit(filter.size)
}

function toApi(row: Awaited<ReturnType<ReturnType<typeof named>['execute']>>[number]): CatalogApi {
  return { ...row, descriptor: row.descriptor as ApiDescriptor }
}
