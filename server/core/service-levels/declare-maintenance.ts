import type { Actor } from '../accounts/actor.ts'
import type { ApiStore } from '../catalog/api-store.ts'
import { InvalidInput, NotFound } from '../errors.ts'
import { actorOfEvent } from '../events/actor-of-event.ts'
import type { EventStore } from '../events/event.ts'
import { actingOrganization, authorize } from '../permissions/authorize.ts'
import type { Clock } from '../ports/clock.ts'
import type { Random } from '../ports/random.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { MaintenanceStore, MaintenanceWindow } from './maintenance-window.ts'
import { providerOfTarget } from './provider-of-target.ts'

export interface MaintenanceDeps {
  readonly maintenance: MaintenanceStore
  readonly apis: Pick<ApiStore, 'listAll'>
  readonly events: EventStore
  readonly clock: Clock
  readonly random: Random
}

export interface MaintenanceInput {
  readonly target: string
  readonly starts_at: string
  readonly ends_at: string
  readonly reason: string
}

const longestMs = 7 * 86_400_000

/**
 * Declares a stop before it begins. A provider declares its own and its APIs'; the operator any.
 * @throws InvalidInput when it begins in the past, ends before it begins or lasts more than a week; NotFound.
 */
export async function declareMaintenance(
  tx: Transaction,
  deps: MaintenanceDeps,
  actor: Actor,
  input: MaintenanceInput,
): Promise<MaintenanceWindow> {
  const provider = await providerOfTarget(tx, deps, input.target)
  const relations = provider === null ? {} : { providers: [provider] }
  authorize(actor, 'maintenance.write', relations)
  const now = deps.clock.now()
  const [starts, ends] = [Date.parse(input.starts_at), Date.parse(input.ends_at)]
  if (starts <= now) throw invalid('starts_at', 'future', 'Maintenance is declared before it begins.')
  if (ends <= starts) throw invalid('ends_at', 'order', 'The end follows the beginning.')
  if (ends - starts > longestMs) throw invalid('ends_at', 'span', 'A window lasts a week at most.')
  const organization = actingOrganization(actor, 'maintenance.write', relations)
  if (organization === null) throw new NotFound({ problem: 'not-found' })
  const window: MaintenanceWindow = {
    id: deps.random.uuid(),
    target: input.target,
    organization_id: organization,
    starts_at: new Date(starts).toISOString(),
    ends_at: new Date(ends).toISOString(),
    reason: input.reason,
    declared_at: new Date(now).toISOString(),
    cancelled_at: null,
  }
  await deps.maintenance.insert(tx, window)
  await recordMaintenance(tx, deps, actor, window, 'declared')
  return window
}

/** Writes an act about a window into its organization's history. */
export function recordMaintenance(
  tx: Transaction,
  deps: MaintenanceDeps,
  actor: Actor,
  window: MaintenanceWindow,
  act: string,
) {
  const { id, target, organization_id, starts_at, ends_at, reason } = window
  return deps.events.append(tx, {
    type: `maintenance.${act}`,
    actor: actorOfEvent(actor),
    organization_id,
    subject_type: 'maintenance_window',
    subject_id: id,
    data: { target, starts_at, ends_at, reason },
  })
}

function invalid(field: string, rule: string, message: string): InvalidInput {
  return new InvalidInput({ problem: 'invalid-request', detail: message, errors: [{ field, rule, message }] })
}
