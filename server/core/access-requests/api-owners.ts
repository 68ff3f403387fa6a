import type { ApiStore } from '../catalog/api-store.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { apiKey } from './asked-scopes.ts'

/** The organization that provides each API version of the catalogue, by `api@version`. */
export async function apiOwners(
  tx: Transaction,
  deps: { readonly apis: ApiStore },
): Promise<ReadonlyMap<string, string>> {
  const apis = await deps.apis.listAll(tx, ['draft', 'published', 'deprecated', 'retired'])
  return new Map(apis.map((api) => [apiKey(api), api.provider_organization_id]))
}
