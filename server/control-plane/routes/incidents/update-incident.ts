import { updateIncident } from '#core/incidents/update-incident.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentIncident } from './present-incident.ts'

export const operation = defineOperation('updateIncident', ({ actor, params, body, change }, deps) =>
  change(async (tx) => {
    const incident = await updateIncident(tx, deps, actor, params.incident_id, body)
    return { status: 201, body: presentIncident(incident) }
  }),
)
