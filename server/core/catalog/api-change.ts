import type { Environment } from '../environment.ts'
import type { SnapshotChange } from '../snapshot/snapshot-publisher.ts'
import type { CatalogApi } from './api-store.ts'

/** An API as the gateways of one environment see it. A draft is in no snapshot. */
export function apiChange(api: CatalogApi, environment: Environment, sandboxEngineUrl: string): SnapshotChange {
  const id = `${api.api}@${api.version}`
  if (api.state === 'draft') return { kind: 'api', id, state: null }
  return {
    kind: 'api',
    id,
    state: {
      descriptor: api.descriptor,
      provider_organization_id: api.provider_organization_id,
      upstream_url: environment === 'sandbox' ? sandboxEngineUrl : api.upstream_url,
      ...(environment === 'sandbox' || api.upstream_targets.length === 0
        ? {}
        : { upstream_targets: api.upstream_targets }),
      state: api.state,
    },
  }
}
