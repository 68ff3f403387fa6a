import type { Actor } from '../accounts/actor.ts'
import { timeOf } from '../change-deps.ts'
import { Conflict, NotFound } from '../errors.ts'
import { actorOfEvent } from '../events/actor-of-event.ts'
import type { EventStore } from '../events/event.ts'
import { authorize } from '../permissions/authorize.ts'
import type { Clock } from '../ports/clock.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { Alert } from './alert.ts'
import type { AlertStore } from './alert-store.ts'

interface CloseAlertDeps {
  readonly alerts: AlertStore
  readonly events: EventStore
  readonly clock: Clock
}

/**
 * Ends an alert with what was found; the conclusion stays with it.
 * @throws NotFound, Forbidden, Conflict `wrong-state` when it is closed already.
 */
export async function closeAlert(
  tx: Transaction,
  deps: CloseAlertDeps,
  actor: Actor,
  id: string,
  conclusion: string,
): Promise<Alert> {
  const alert = await deps.alerts.load(tx, id)
  const providers = alert === null ? [] : await deps.alerts.providersOf(tx, alert.api)
  authorize(actor, 'alert.close', { providers })
  if (alert === null) throw new NotFound({ problem: 'not-found' })
  if (alert.state === 'closed') throw new Conflict({ problem: 'wrong-state', detail: 'The alert is closed already.' })
  await deps.alerts.close(tx, id, { account: actor.account_id, at: timeOf(deps), conclusion })
  for (const organization_id of providers) {
    await deps.events.append(tx, {
      type: 'alert.closed',
      actor: actorOfEvent(actor),
      organization_id,
      subject_type: 'alert',
      subject_id: id,
      data: { kind: alert.kind },
    })
  }
  return (await deps.alerts.load(tx, id)) as Alert
}
