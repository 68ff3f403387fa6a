import type { ApiStore } from '../catalog/api-store.ts'
import { seesApi } from '../catalog/sees-api.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { CoveredApi } from './consultation.ts'

/** Every public API about persons, each once: for which the list is complete, and for which nobody can know. */
export async function coveredApis(tx: Transaction, deps: { readonly apis: ApiStore }): Promise<CoveredApi[]> {
  const all = await deps.apis.listAll(tx, ['published', 'deprecated'])
  const personal = all.filter(
    (api) => seesApi(null, api) && api.descriptor.operations.some(({ personal_parameters: names }) => names.length > 0),
  )
  const byApi = new Map<string, CoveredApi>()
  for (const { api, provider_name, descriptor } of personal) {
    const is_traceable = descriptor.traceable_by_person && (byApi.get(api)?.is_traceable ?? true)
    byApi.set(api, { api, title: descriptor.title, provider_name, is_traceable })
  }
  return [...byApi.values()]
}
