import { apiChange } from '../catalog/api-change.ts'
import { castOrganizations } from './cast.ts'
import type { DemonstrationDeps } from './demonstration-deps.ts'

/** The simulated providers listen elsewhere after each start on free ports; what an administrator pointed elsewhere stays. */
export async function refreshUpstreams(deps: DemonstrationDeps): Promise<void> {
  const providers = new Set(castOrganizations.flatMap(({ slug }) => slug ?? []))
  await deps.unitOfWork.transaction(async (tx) => {
    const apis = await deps.apis.listAll(tx, ['published', 'deprecated'])
    const moved = apis
      .filter(({ descriptor, upstream_url }) => providers.has(descriptor.provider) && isSimulated(upstream_url))
      .filter(({ upstream_url }) => upstream_url !== deps.providersUrl)
      .map((api) => ({ ...api, upstream_url: deps.providersUrl }))
    for (const api of moved) await deps.apis.save(tx, api)
    await deps.publisher.publish(
      tx,
      'production',
      moved.map((api) => apiChange(api, 'production', deps.sandboxEngineUrl)),
    )
  })
}

function isSimulated(url: string | null): boolean {
  return url !== null && /^http:\/\/127\.0\.0\.1:\d+$/.test(url)
}
