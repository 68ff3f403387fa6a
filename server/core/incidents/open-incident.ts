import type { Actor } from '../accounts/actor.ts'
import { timeOf } from '../change-deps.ts'
import { NotFound } from '../errors.ts'
import { actorOfEvent } from '../events/actor-of-event.ts'
import type { LocaleMap } from '../locale/locale-map.ts'
import { actingOrganization, authorize } from '../permissions/authorize.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { providerOfTarget } from '../service-levels/provider-of-target.ts'
import { checkTexts } from './check-texts.ts'
import type { Incident, IncidentSeverity, ToldIncident } from './incident.ts'
import type { IncidentDeps } from './incident-deps.ts'

export interface IncidentInput {
  readonly target: string
  readonly severity: IncidentSeverity
  readonly title: LocaleMap
  readonly text: LocaleMap
}

/**
 * Tells everybody of an incident, with what is known first. A provider tells of its own service and its APIs'; the
 * operator of any.
 * @throws InvalidInput for a target that is not there or a text without its fallback language; Forbidden.
 */
export async function openIncident(
  tx: Transaction,
  deps: IncidentDeps,
  actor: Actor,
  input: IncidentInput,
): Promise<ToldIncident> {
  const provider = await providerOfTarget(tx, deps, input.target)
  const relations = provider === null ? {} : { providers: [provider] }
  authorize(actor, 'incidents.write', relations)
  const organization = actingOrganization(actor, 'incidents.write', relations)
  if (organization === null) throw new NotFound({ problem: 'not-found' })
  checkTexts('title', input.title)
  checkTexts('text', input.text)
  const now = timeOf(deps)
  const incident: Incident = {
    id: deps.random.uuid(),
    target: input.target,
    organization_id: organization,
    severity: input.severity,
    title: input.title,
    opened_at: now,
    closed_at: null,
  }
  const update = {
    id: deps.random.uuid(),
    incident_id: incident.id,
    stage: 'investigating',
    text: input.text,
    at: now,
  } as const
  await deps.incidents.insert(tx, incident)
  await deps.incidents.addUpdate(tx, update, null)
  await deps.events.append(tx, {
    type: 'incident.opened',
    actor: actorOfEvent(actor),
    organization_id: organization,
    subject_type: 'incident',
    subject_id: incident.id,
    data: { target: incident.target, severity: incident.severity },
  })
  return { ...incident, updates: [update] }
}
