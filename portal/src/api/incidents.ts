import type { components } from './generated/management.ts'
import type { ManagementApi, Query } from './management-api.ts'
import type { Page } from './schemas.ts'

type Schemas = components['schemas']

export type Incident = Schemas['Incident']
export type PublicText = Schemas['PublicText']
export type TargetDays = Schemas['TargetDays']

export function listIncidents(api: ManagementApi, query: Query = {}): Promise<Page<Incident>> {
  return api.get('/incidents', query)
}

export function openIncident(
  api: ManagementApi,
  incident: { target: string; severity: Incident['severity']; title: PublicText; text: PublicText },
  idempotencyKey: string,
): Promise<Incident> {
  return api.post('/incidents', incident, { idempotencyKey })
}

export function updateIncident(
  api: ManagementApi,
  id: string,
  update: { stage: Schemas['IncidentStage']; text: PublicText },
  idempotencyKey: string,
): Promise<Incident> {
  return api.post(`/incidents/${id}/updates`, update, { idempotencyKey })
}

/** The last 90 days of each service, oldest first. */
export function getServiceHistory(api: ManagementApi): Promise<{ targets: TargetDays[] }> {
  return api.get('/service-levels/days')
}
