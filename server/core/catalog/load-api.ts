import { NotFound } from '../errors.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { ApiStore, CatalogApi } from './api-store.ts'

/** @throws NotFound when the catalogue has no such API version. */
export async function loadApi(
  tx: Transaction,
  deps: { readonly apis: ApiStore },
  api: string,
  version: string,
  lock?: 'lock',
): Promise<CatalogApi> {
  const known = await deps.apis.load(tx, api, version, lock)
  if (known === null) throw new NotFound({ problem: 'not-found' })
  return known
}
