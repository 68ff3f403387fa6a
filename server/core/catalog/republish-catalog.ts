import type { Transaction } from '../ports/unit-of-work.ts'
import type { SnapshotPublisher } from '../snapshot/snapshot-publisher.ts'
import { apiChange } from './api-change.ts'
import type { ApiStore } from './api-store.ts'

/**
 * Publishes every API again, for a platform whose sandbox engine has moved to another address.
 * Costs one revision in the sandbox.
 */
export async function republishCatalog(
  tx: Transaction,
  deps: { readonly apis: ApiStore; readonly publisher: SnapshotPublisher; readonly sandboxEngineUrl: string },
): Promise<void> {
  const apis = await deps.apis.listAll(tx, ['published', 'deprecated', 'retired'])
  await deps.publisher.publish(
    tx,
    'sandbox',
    apis.map((api) => apiChange(api, 'sandbox', deps.sandboxEngineUrl)),
  )
}
