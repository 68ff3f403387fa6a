import type { Transaction } from '../ports/unit-of-work.ts'
import type { LeaseRecall, LeaseReturn, QuotaKey } from './lease.ts'
import type { QuotaPeriod } from './quota-period.ts'

/** A quota in one of its periods. */
export interface RunningQuota {
  readonly key: QuotaKey
  readonly period: QuotaPeriod
}

/** A recall with the moment it was asked, so that the same one is sent to a gateway once. */
export interface AskedRecall extends LeaseRecall {
  readonly asked_at: string
}

/**
 * What gateways hold of a quota unspent, as they last said. It decides who is asked to give back and what counts as
 * used; never what may be granted.
 */
export interface HoldingStore {
  /** The gateway holds `held` units now. */
  note(tx: Transaction, quota: RunningQuota, nodeId: string, held: number): Promise<void>
  /** Units were given back: the gateway holds so many fewer. */
  giveBack(tx: Transaction, returned: LeaseReturn): Promise<void>
  /** Units held by all gateways. */
  held(tx: Transaction, quota: RunningQuota): Promise<number>
  /** Whether others were asked within the last second to give back what they hold. */
  isRecalling(tx: Transaction, quota: RunningQuota): Promise<boolean>
  /** Asks the other gateways for what they hold. False when they hold nothing. Each unit is asked for once. */
  recall(tx: Transaction, quota: RunningQuota, nodeId: string): Promise<boolean>
  /** Recalls asked within the last `withinMs`, of periods that run, by environment of the key. */
  recalls(tx: Transaction, withinMs: number): Promise<readonly AskedRecall[]>
  /** Forgets periods that ended more than two days ago. */
  purge(tx: Transaction): Promise<void>
}
