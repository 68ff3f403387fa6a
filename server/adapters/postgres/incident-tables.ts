import type { Json } from './json-columns.ts'

interface IncidentsTable {
  id: string
  target: string
  organization_id: string
  severity: 'degraded' | 'outage'
  title: Json
  opened_at: string
  closed_at: string | null
}

interface IncidentUpdatesTable {
  id: string
  incident_id: string
  stage: 'investigating' | 'identified' | 'monitoring' | 'resolved'
  text: Json
  at: string
}

/** Tables of incidents, by name. */
export interface IncidentTables {
  incidents: IncidentsTable
  incident_updates: IncidentUpdatesTable
}
