import type { CatalogDeps } from '#core/catalog/catalog-deps.ts'
import type { Environment } from '#core/environment.ts'
import type { NodeStore } from '#core/nodes/node-store.ts'
import type { QuotaPeriods } from '#core/quotas/quota-period.ts'
import type { RequestInvitationDeps } from '#core/request-invitations/request-invitation.ts'
import type { SnapshotStore } from '#core/snapshot/snapshot-store.ts'
import type { UsageStore } from '#core/usage/usage-store.ts'

/** What the operations on access requests, authorizations, the catalogue, the register, usage and the system need. */
export interface AccessDeps extends RequestInvitationDeps, CatalogDeps {
  readonly usage: UsageStore
  /** Periods in the pack's time zone. */
  readonly periods: QuotaPeriods
  readonly nodes: NodeStore
  readonly snapshotStore: SnapshotStore
  /** Public root of the gateway of each environment, without trailing slash. */
  readonly gatewayUrls: Readonly<Record<Environment, string>>
}
