import type { Page, PageRequest } from '../page.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { Webhook, WebhookDelivery } from './webhook.ts'

/** A delivery that is due, with where it goes. */
export interface DueDelivery {
  readonly delivery: WebhookDelivery
  readonly webhook: Webhook
}

/** Webhooks of organizations and what was sent to them. */
export interface WebhookStore {
  insert(tx: Transaction, webhook: Webhook): Promise<void>
  load(tx: Transaction, id: string, lock?: 'lock'): Promise<Webhook | null>
  /** By identifier; an organization has ten at most. */
  list(tx: Transaction, organizationId: string): Promise<readonly Webhook[]>
  /** The same, each organization's, that are told about a topic; `organizationId` null: of everybody. */
  listTold(tx: Transaction, organizationId: string | null, topic: string): Promise<readonly Webhook[]>
  setSecret(tx: Transaction, id: string, to: Pick<Webhook, 'secret_generation' | 'previous_until'>): Promise<void>
  /** Its deliveries go with it. */
  remove(tx: Transaction, id: string): Promise<void>

  /** The last event that became deliveries, locked until the transaction ends; null before the first pass. */
  lockHead(tx: Transaction): Promise<string | null>
  moveHead(tx: Transaction, eventId: string): Promise<void>
  /** One delivery for each webhook and event: a second one changes nothing. */
  addDelivery(tx: Transaction, delivery: WebhookDelivery): Promise<void>
  findDelivery(tx: Transaction, webhookId: string, id: string): Promise<WebhookDelivery | null>
  /** Newest first. */
  listDeliveries(tx: Transaction, webhookId: string, page: PageRequest): Promise<Page<WebhookDelivery>>
  /** Waiting ones whose next attempt is due, put off until `until` so that no other replica takes them. */
  takeDue(tx: Transaction, now: string, until: string, size: number): Promise<readonly DueDelivery[]>
  settle(
    tx: Transaction,
    id: string,
    to: Pick<WebhookDelivery, 'state' | 'tries' | 'attempts' | 'next_attempt_at'>,
  ): Promise<void>
  /** Removes those made before, whatever became of them. */
  purge(tx: Transaction, before: string): Promise<void>
}
