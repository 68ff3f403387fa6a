import type { Generated } from 'kysely'
import type { DeliveryAttempt } from '#core/webhooks/webhook.ts'

interface ExchangeSharesTable {
  id: string
  application_id: string
  request_id: string
  created_by: string | null
  created_at: string
  expires_at: string
}

interface WebhooksTable {
  id: string
  organization_id: string
  url: string
  topics: readonly string[]
  secret_generation: number
  previous_until: string | null
  created_at: string
}

interface WebhookDeliveriesTable {
  id: string
  webhook_id: string
  event_id: string | null
  type: string
  body: string
  state: 'waiting' | 'delivered' | 'given_up'
  tries: number
  attempts: readonly DeliveryAttempt[] | string
  next_attempt_at: string
  created_at: string
}

interface WebhookHeadTable {
  singleton: Generated<boolean>
  event_id: string | null
}

/** Tables of the developer's space, by name. */
export interface WebhookTables {
  exchange_shares: ExchangeSharesTable
  webhooks: WebhooksTable
  webhook_deliveries: WebhookDeliveriesTable
  webhook_head: WebhookHeadTable
}
