import type { Actor } from '../accounts/actor.ts'
import { Conflict, NotFound } from '../errors.ts'
import { authorize } from '../permissions/authorize.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { type MaintenanceDeps, recordMaintenance } from './declare-maintenance.ts'

/** Takes a declared window back. @throws Conflict `wrong-state` once it has begun; NotFound. */
export async function cancelMaintenance(
  tx: Transaction,
  deps: MaintenanceDeps,
  actor: Actor,
  id: string,
): Promise<void> {
  const window = await deps.maintenance.load(tx, id, 'lock')
  if (window === null) throw new NotFound({ problem: 'not-found' })
  authorize(actor, 'maintenance.write', { providers: [window.organization_id] })
  const now = new Date(deps.clock.now()).toISOString()
  if (window.cancelled_at !== null || window.starts_at <= now) {
    throw new Conflict({ problem: 'wrong-state', detail: 'Only a window that has not begun is cancelled.' })
  }
  await deps.maintenance.cancel(tx, id, now)
  await recordMaintenance(tx, deps, actor, window, 'cancelled')
}
