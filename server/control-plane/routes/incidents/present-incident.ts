import type { ToldIncident } from '#core/incidents/incident.ts'
import type { components } from '../../generated/management.ts'

/** An incident as everybody may read it. */
export function presentIncident({ organization_id: _who, updates, ...incident }: ToldIncident) {
  const told = updates.map(({ id, stage, text, at }) => ({ id, stage, text, at }))
  return { ...incident, updates: told } as unknown as components['schemas']['Incident']
}
