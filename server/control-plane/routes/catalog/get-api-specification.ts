import { documentFor } from '#core/catalog/document-for.ts'
import { loadApi } from '#core/catalog/load-api.ts'
import { seesApi } from '#core/catalog/sees-api.ts'
import { NotFound } from '#core/errors.ts'
import { definePublicOperation } from '../../framework/operation.ts'
import type { components } from '../../generated/management.ts'

/** The OpenAPI document with the gateway of one environment (the sandbox by default) as its server. */
export const operation = definePublicOperation('getApiSpecification', async ({ actor, params, query }, deps) => {
  const document = await deps.unitOfWork.read(async (tx) => {
    const api = await loadApi(tx, deps, params.api, params.version)
    if (!seesApi(actor, api)) throw new NotFound({ problem: 'not-found' })
    return deps.apis.loadDocument(tx, params.api, params.version)
  })
  if (document === null) throw new NotFound({ problem: 'not-found' })
  const environment = query.environment ?? 'sandbox'
  const body = documentFor(document, environment, deps.gatewayUrls[environment])
  return { status: 200, body: body as components['schemas']['OpenApiDocument'] }
})
