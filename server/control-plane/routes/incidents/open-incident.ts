import { openIncident } from '#core/incidents/open-incident.ts'
import { defineOperation } from '../../framework/operation.ts'
import { presentIncident } from './present-incident.ts'

export const operation = defineOperation('openIncident', ({ actor, body, change }, deps) =>
  change(async (tx) => ({ status: 201, body: presentIncident(await openIncident(tx, deps, actor, body)) })),
)
