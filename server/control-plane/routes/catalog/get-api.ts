import { loadApi } from '#core/catalog/load-api.ts'
import { managesApi, seesApi } from '#core/catalog/sees-api.ts'
import { NotFound } from '#core/errors.ts'
import { definePublicOperation } from '../../framework/operation.ts'
import { presentApiDetail } from './present-api.ts'

export const operation = definePublicOperation('getApi', async ({ actor, params }, deps) => {
  const api = await deps.unitOfWork.read((tx) => loadApi(tx, deps, params.api, params.version))
  if (!seesApi(actor, api)) throw new NotFound({ problem: 'not-found' })
  return { status: 200, body: presentApiDetail(api, managesApi(actor, api)), version: api.lock_version }
})
