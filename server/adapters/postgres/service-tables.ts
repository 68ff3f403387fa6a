import type { Generated } from 'kysely'
import type { DossierTables } from './dossier-tables.ts'
import type { IncidentTables } from './incident-tables.ts'
import type { Json } from './json-columns.ts'
import type { LifecycleTables } from './lifecycle-tables.ts'
import type { NotificationTables } from './notification-tables.ts'

interface ServiceSlotsTable {
  target: string
  slot: string
  up: Generated<number>
  down: Generated<number>
  answered: Generated<number>
  failed: Generated<number>
}

interface ServiceAnswersTable {
  day: string
  time_class: 'office' | 'other'
  api: string
  api_version: string
  bucket: number
  answers: number
}

interface ScopeUsesTable {
  authorization_id: string
  api: string
  api_version: string
  scope: string
  last_used_on: string
}

interface MaintenanceWindowsTable {
  id: string
  target: string
  organization_id: string
  starts_at: string
  ends_at: string
  reason: string
  declared_at: string
  cancelled_at: string | null
}

interface PublicationsTable {
  kind: 'register' | 'service-levels'
  month: string
  json: string
  csv: string
  json_sha256: string
  csv_sha256: string
  published_at: string
}

interface PersonSearchesTable {
  id: string
  requested_by: string
  reason: string
  pseudonyms: Json
  from_at: string
  until_at: string
  state: 'requested' | 'approved' | 'refused'
  decided_by: string | null
  decided_at: string | null
  requested_at: string
  readable_until: string | null
}

/** Tables of service levels and publications, by name. */
export interface ServiceTables extends LifecycleTables, NotificationTables, DossierTables, IncidentTables {
  service_slots: ServiceSlotsTable
  service_answers: ServiceAnswersTable
  scope_uses: ScopeUsesTable
  maintenance_windows: MaintenanceWindowsTable
  publications: PublicationsTable
  person_searches: PersonSearchesTable
}
