import { importApi } from '#core/catalog/import-api.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentApiDetail } from './present-api.ts'

export const operation = defineOperation('importApi', ({ actor, body, change }, deps) =>
  change(async (tx) => {
    const api = await importApi(tx, deps, actor, body.document, body.upstream_url ?? null)
    return { status: 201, body: presentApiDetail(api, true), version: api.lock_version }
  }),
)
