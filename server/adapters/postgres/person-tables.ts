import type { ErrorKind, ErrorReportState, ErrorReportStep } from '#core/error-reports/error-report.ts'
import type { Json, NullableJson } from './json-columns.ts'

interface PersonSessionsTable {
  id: string
  /** Null once the session ended. */
  token_hash: string | null
  person_key: string
  pseudonyms: Json
  is_resolved: boolean
  is_protected: boolean
  opened_at: string
  expires_at: string
}

interface ErrorReportsTable {
  id: string
  reference: string
  person_key: string
  pseudonyms: Json
  api: string
  api_version: string
  provider_organization_id: string
  request_id: string
  seen_at: string
  field: string
  kind: ErrorKind
  statement: string
  state: ErrorReportState
  acknowledge_by: string
  answer_by: string
  answered_at: string | null
  contests: number
  told: NullableJson
  late_at: string | null
  created_at: string
}

interface ErrorReportStepsTable {
  report_id: string
  position: number
  state: ErrorReportState
  by: ErrorReportStep['by']
  account_id: string | null
  at: string
  text: string | null
}

/** Tables of people who read what concerns them, by name. */
export interface PersonTables {
  person_sessions: PersonSessionsTable
  error_reports: ErrorReportsTable
  error_report_steps: ErrorReportStepsTable
}
