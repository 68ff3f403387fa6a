interface LifecycleRemindersTable {
  subject_id: string
  kind: string
  days: number
  said_at: string
}

interface RecertificationsTable {
  id: string
  authorization_id: string
  state: 'open' | 'escalated' | 'lapsed' | 'confirmed' | 'ended'
  opened_at: string
  due_at: string
  lapses_at: string
  confirmed_by: string | null
  confirmed_at: string | null
  statement: string | null
}

interface ScopeProposalsTable {
  authorization_id: string
  api: string
  api_version: string
  scope: string
  last_used_on: string | null
  proposed_at: string
  kept_until: string | null
  kept_by: string | null
  kept_reason: string | null
}

/** Tables of the life of rights, by name. */
export interface LifecycleTables {
  lifecycle_reminders: LifecycleRemindersTable
  recertifications: RecertificationsTable
  scope_proposals: ScopeProposalsTable
}
