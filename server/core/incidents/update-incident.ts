import type { Actor } from '../accounts/actor.ts'
import { timeOf } from '../change-deps.ts'
import { Conflict, InvalidInput, NotFound } from '../errors.ts'
import { actorOfEvent } from '../events/actor-of-event.ts'
import type { LocaleMap } from '../locale/locale-map.ts'
import { authorize } from '../permissions/authorize.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { providerOfTarget } from '../service-levels/provider-of-target.ts'
import { checkTexts } from './check-texts.ts'
import type { IncidentStage, IncidentUpdate, ToldIncident } from './incident.ts'
import type { IncidentDeps } from './incident-deps.ts'

/**
 * Says what is known now; the stage `resolved` ends the incident.
 * @throws Conflict `wrong-state` when it has ended; NotFound, Forbidden, InvalidInput for a text.
 */
export async function updateIncident(
  tx: Transaction,
  deps: IncidentDeps,
  actor: Actor,
  id: string,
  input: { readonly stage: IncidentStage; readonly text: LocaleMap },
): Promise<ToldIncident> {
  const incident = await deps.incidents.load(tx, id, 'lock')
  if (incident === null) throw new NotFound({ problem: 'not-found' })
  // An API that was retired meanwhile has no provider to ask: whoever opened the incident may still end it.
  const provider = await providerOfTarget(tx, deps, incident.target).catch((error: unknown) => {
    if (error instanceof InvalidInput) return incident.organization_id
    throw error
  })
  authorize(actor, 'incidents.write', provider === null ? {} : { providers: [provider, incident.organization_id] })
  if (incident.closed_at !== null) {
    throw new Conflict({ problem: 'wrong-state', detail: 'The incident has ended; open another one.' })
  }
  checkTexts('text', input.text)
  const now = timeOf(deps)
  const update: IncidentUpdate = { id: deps.random.uuid(), incident_id: id, ...input, at: now }
  const closedAt = input.stage === 'resolved' ? now : null
  await deps.incidents.addUpdate(tx, update, closedAt)
  await deps.events.append(tx, {
    type: closedAt === null ? 'incident.updated' : 'incident.closed',
    actor: actorOfEvent(actor),
    organization_id: incident.organization_id,
    subject_type: 'incident',
    subject_id: id,
    data: { target: incident.target, stage: input.stage },
  })
  return { ...incident, closed_at: closedAt, updates: await deps.incidents.updatesOf(tx, id) }
}
