import type { CatalogApi } from '#core/catalog/api-store.ts'
import type { components } from '../../generated/management.ts'

type ApiBody = components['schemas']['Api']
type ApiDetailBody = components['schemas']['ApiDetail']

export function presentApi(api: CatalogApi): ApiBody {
  const { descriptor } = api
  return {
    api: api.api,
    version: api.version,
    title: descriptor.title,
    description: descriptor.description,
    provider: descriptor.provider,
    provider_name: api.provider_name,
    provider_organization_id: api.provider_organization_id,
    sensitivity: descriptor.sensitivity,
    state: api.state,
    scopes: descriptor.scopes.map((scope) => ({ ...scope })),
  } as ApiBody
}

/** `isManaged`: the caller belongs to the provider or the operator, and may know the upstream. */
export function presentApiDetail(api: CatalogApi, isManaged: boolean): ApiDetailBody {
  return {
    ...presentApi(api),
    descriptor: api.descriptor as unknown as ApiDetailBody['descriptor'],
    upstream_url: isManaged ? api.upstream_url : null,
    upstream_targets: isManaged ? api.upstream_targets.map((share) => ({ ...share })) : [],
    etag_version: api.lock_version,
  }
}
