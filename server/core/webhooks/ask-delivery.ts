import type { Actor } from '../accounts/actor.ts'
import { NotFound } from '../errors.ts'
import type { Clock } from '../ports/clock.ts'
import type { Random } from '../ports/random.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { loadWebhook } from './load-webhook.ts'
import type { WebhookDelivery } from './webhook.ts'
import type { WebhookStore } from './webhook-store.ts'
import { writeDelivery } from './write-delivery.ts'

interface AskDeps {
  readonly webhooks: WebhookStore
  readonly clock: Clock
  readonly random: Random
  readonly publicUrl: string
}

/** Sends one again, with the same id: a receiver that keeps ids tells it from a new one. */
export async function replayDelivery(
  tx: Transaction,
  deps: AskDeps,
  actor: Actor,
  webhookId: string,
  id: string,
): Promise<WebhookDelivery> {
  await loadWebhook(tx, deps, actor, 'webhooks.write', webhookId)
  const delivery = await deps.webhooks.findDelivery(tx, webhookId, id)
  if (delivery === null) throw new NotFound({ problem: 'not-found' })
  const to = { state: 'waiting' as const, tries: 0, attempts: delivery.attempts }
  const again = { ...delivery, ...to, next_attempt_at: new Date(deps.clock.now()).toISOString() }
  await deps.webhooks.settle(tx, id, again)
  return again
}

/** Sends an event that says nothing, so that a receiver can be tried. */
export async function testWebhook(
  tx: Transaction,
  deps: AskDeps,
  actor: Actor,
  webhookId: string,
): Promise<WebhookDelivery> {
  const { id, organization_id } = await loadWebhook(tx, deps, actor, 'webhooks.write', webhookId)
  const at = new Date(deps.clock.now()).toISOString()
  const event = { event_id: null, type: 'webhook.tested', at, subject_type: 'webhook', subject_id: id }
  const delivery = writeDelivery(deps.random.uuid(), id, deps.publicUrl, at, { ...event, data: { organization_id } })
  await deps.webhooks.addDelivery(tx, delivery)
  return delivery
}
