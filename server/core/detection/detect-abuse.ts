import type { EventStore } from '../events/event.ts'
import type { Clock } from '../ports/clock.ts'
import type { Random } from '../ports/random.ts'
import type { Transaction, UnitOfWork } from '../ports/unit-of-work.ts'
import { type AlertLimits, defaultAlertLimits, type Suspicion } from './alert.ts'
import type { AlertStore } from './alert-store.ts'

export interface DetectionDeps {
  readonly unitOfWork: UnitOfWork
  readonly alerts: AlertStore
  readonly events: EventStore
  readonly clock: Pick<Clock, 'now'>
  readonly random: Pick<Random, 'uuid'>
  readonly limits?: AlertLimits
}

const dayMs = 86_400_000

async function raise(deps: DetectionDeps, tx: Transaction, suspicion: Suspicion): Promise<boolean> {
  const id = deps.random.uuid()
  if (!(await deps.alerts.raise(tx, id, suspicion))) return false
  const { kind, application_id, api, facts } = suspicion
  for (const organization_id of await deps.alerts.providersOf(tx, api)) {
    await deps.events.append(tx, {
      type: 'alert.raised',
      actor: { kind: 'system', id: null },
      organization_id,
      subject_type: 'alert',
      subject_id: id,
      data: { kind, application_id, api, facts },
    })
  }
  return true
}

/**
 * Looks at the records of the last day, by keyed hashes alone, and raises an alert for what nobody does by accident.
 * Answers how many are new. Safe to repeat, and on several replicas.
 */
export async function detectAbuse(deps: DetectionDeps): Promise<number> {
  const { unitOfWork, alerts, clock, limits = defaultAlertLimits } = deps
  const since = new Date(clock.now() - dayMs).toISOString()
  const suspicions = await unitOfWork.read((tx) => alerts.suspicions(tx, since, limits))
  let raised = 0
  for (const suspicion of suspicions) {
    if (await unitOfWork.transaction((tx) => raise(deps, tx, suspicion))) raised += 1
  }
  return raised
}
