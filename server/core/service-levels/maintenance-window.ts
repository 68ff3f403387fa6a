import type { Transaction } from '../ports/unit-of-work.ts'
import type { ServiceTarget } from './service-store.ts'

/** A stop that was declared before it began: its minutes are no downtime. */
export interface MaintenanceWindow {
  readonly id: string
  /** `platform` stops every API, a provider's stops all of its own. */
  readonly target: ServiceTarget
  /** Who declared it. */
  readonly organization_id: string
  readonly starts_at: string
  readonly ends_at: string
  readonly reason: string
  readonly declared_at: string
  /** Cancelled before it began, it excuses nothing. */
  readonly cancelled_at: string | null
}

export interface MaintenanceStore {
  insert(tx: Transaction, window: MaintenanceWindow): Promise<void>
  load(tx: Transaction, id: string, lock?: 'lock'): Promise<MaintenanceWindow | null>
  cancel(tx: Transaction, id: string, at: string): Promise<void>
  /** Those that touch `[from, until)`, by start; at most 500. */
  list(tx: Transaction, from: string, until: string): Promise<readonly MaintenanceWindow[]>
}
