import type { Generated } from 'kysely'

interface NotificationSettingsTable {
  account_id: string
  email: boolean
  muted_topics: readonly string[]
  read_until: string | null
}

interface MailHeadTable {
  singleton: Generated<boolean>
  event_id: string | null
}

interface MailsTable {
  id: string
  event_id: string
  account_id: string
  address: string
  language: string
  subject: string
  body: string
  state: 'waiting' | 'sent' | 'failed'
  attempts: number
  next_attempt_at: string
  created_at: string
  sent_at: string | null
}

/** Tables of notifications, by name. */
export interface NotificationTables {
  notification_settings: NotificationSettingsTable
  mail_head: MailHeadTable
  mails: MailsTable
}
