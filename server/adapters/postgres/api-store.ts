import { sql } from 'kysely'
import type { ApiFilter, ApiStore, CatalogApi } from '#core/catalog/api-store.ts'
import type { ApiDescriptor } from '#core/catalog/operation-descriptor.ts'
import { toPage } from '#core/page.ts'
import type { Transaction } from '#core/ports/unit-of-work.ts'
import { inside } from './unit-of-work.ts'

const key = sql<string>`(apis.api || '@' || apis.version) collate "C"`

/** The catalogue in SQL: the document as imported, and what was compiled from it. */
export function createApiStore(): ApiStore {
  return {
    async insert(tx, api, document) {
      const { provider_name: _name, ...columns } = api
      await inside(tx)
        .insertInto('apis')
        .values({
          ...columns,
          upstream_targets: JSON.stringify(api.upstream_targets),
          descriptor: JSON.stringify(api.descriptor),
          document: JSON.stringify(document),
        })
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

    async list(tx, filter, page) {
      const rows = await narrowed(tx, filter, page.after)
        .limit(page.size + 1)
        .execute()
      return toPage(rows.map(toApi), page.size, (api) => `${api.api}@${api.version}`)
    },

    async listAll(tx, states) {
      if (states.length === 0) return []
      const rows = await named(tx)
        .where('apis.state', 'in', [...states])
        .orderBy(key)
        .execute()
      return rows.map(toApi)
    },

    async save(tx, api, document) {
      await inside(tx)
        .updateTable('apis')
        .set({
          state: api.state,
          upstream_url: api.upstream_url,
          upstream_targets: JSON.stringify(api.upstream_targets),
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
      'apis.upstream_targets',
      'apis.lock_version',
      'apis.created_at',
      'provider.name as provider_name',
    ])
}

function narrowed(tx: Transaction, filter: ApiFilter, after: string | null) {
  let query = named(tx)
  const { managedBy, provider } = filter
  if (managedBy !== null) {
    query = query.where((eb) =>
      eb.or([
        eb.and([
          eb('apis.state', 'in', [...filter.states]),
          sql<boolean>`apis.descriptor->>'visibility' = any(${[...filter.visibilities]})`,
        ]),
        sql<boolean>`apis.provider_organization_id = any(${[...managedBy]}::uuid[])`,
      ]),
    )
  }
  if (provider !== null) query = query.where(sql<boolean>`apis.descriptor->>'provider' = ${provider}`)
  const text = sql<string>`concat_ws(' ', apis.api, provider.name, apis.descriptor->'title', apis.descriptor->'description',
    apis.descriptor->'scopes')`
  for (const word of (filter.words ?? '').split(/\s+/).filter((one) => one !== '')) {
    query = query.where(sql<boolean>`strpos(lower(${text}), lower(${word})) > 0`)
  }
  if (after !== null) query = query.where(key, '>', after)
  return query.orderBy(key)
}

function toApi(row: Awaited<ReturnType<ReturnType<typeof named>['execute']>>[number]): CatalogApi {
  return {
    ...row,
    descriptor: row.descriptor as ApiDescriptor,
    upstream_targets: row.upstream_targets as CatalogApi['upstream_targets'],
  }
}
