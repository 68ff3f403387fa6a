import type { EventStore } from '../events/event.ts'
import type { Clock } from '../ports/clock.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { RunningQuota } from './holding-store.ts'
import type { QuotaAlertStore } from './quota-alert-store.ts'

/** Per cent of a limit at which the organization is told. */
const thresholds = [50, 80, 90, 100] as const

export interface NoteThresholdsDeps {
  readonly quotaAlertStore: QuotaAlertStore
  readonly events: EventStore
  readonly clock: Clock
}

/**
 * Tells the application's organization, once for each mark and period, that half, 80, 90 or all per cent of a quota is
 * used. Marks passed together are one event, about the highest.
 */
export async function noteThresholds(
  tx: Transaction,
  deps: NoteThresholdsDeps,
  quota: RunningQuota,
  { used, limit }: { readonly used: number; readonly limit: number },
): Promise<void> {
  const passed = thresholds.filter((threshold) => limit > 0 && used * 100 >= threshold * limit)
  if (passed.length === 0) return
  const at = new Date(deps.clock.now()).toISOString()
  const fresh = await deps.quotaAlertStore.reach(tx, quota, { thresholds: passed, limit, at })
  if (fresh.length === 0) return
  const { application_id, environment, api, beneficiary_id, limit_name, period } = quota.key
  const threshold = Math.max(...fresh)
  await deps.events.append(tx, {
    type: 'quota.threshold_reached',
    actor: { kind: 'system', id: null },
    organization_id: await deps.quotaAlertStore.organizationOf(tx, application_id),
    subject_type: 'application',
    subject_id: application_id,
    data: { environment, api, beneficiary_id, limit_name, period, period_id: quota.period.id, threshold, limit },
  })
}
