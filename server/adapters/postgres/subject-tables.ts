import type { Generated } from 'kysely'
import type { Json } from './json-columns.ts'

interface SubjectKeysTable {
  epoch: string
  /** Null once the month was purged. */
  salt: Uint8Array | null
  created_at: Generated<string>
}

interface SubjectRegistrationsTable {
  id: string
  environment: 'sandbox' | 'production'
  organization_id: string
  api: string
  identity_hash: string
  quality: string
  case_hash: string | null
  valid_from: string
  valid_until: string
  notify_changes: boolean
  revoked_at: string | null
  created_at: string
}

interface ProtectedPersonsTable {
  id: string
  identity_hash: string
  reason: string
  created_by: string | null
  created_at: string
}

interface AbuseAlertsTable {
  id: string
  kind: string
  fingerprint: string
  environment: string
  application_id: string
  organization_id: string | null
  beneficiary_id: string | null
  api: string
  facts: Json
  first_at: string
  last_at: string
  state: Generated<'open' | 'closed'>
  closed_by: string | null
  closed_at: string | null
  conclusion: string | null
}

/** Tables of data subjects and of the alerts about them, by name. */
export interface SubjectTables {
  subject_keys: SubjectKeysTable
  subject_registrations: SubjectRegistrationsTable
  protected_persons: ProtectedPersonsTable
  abuse_alerts: AbuseAlertsTable
}
