import type { Clock } from '../ports/clock.ts'
import type { UnitOfWork } from '../ports/unit-of-work.ts'
import type { SendWebhook, WebhookOutcome } from '../ports/webhook-sender.ts'
import type { DeliveryAttempt, WebhookDelivery } from './webhook.ts'
import { signDelivery, type WebhookSecrets } from './webhook-secrets.ts'
import type { DueDelivery, WebhookStore } from './webhook-store.ts'

export interface SendDeliveriesDeps {
  readonly webhooks: WebhookStore
  readonly webhookSecrets: WebhookSecrets
  readonly unitOfWork: UnitOfWork
  readonly clock: Clock
  readonly sendWebhook: SendWebhook
}

const perPass = 20
/** A delivery that a replica died with is tried again after this. */
const leaseMs = 60_000
/** Pauses before the second try and those after; given up after the eighth, some fifteen hours later. */
const pausesMs = [5, 60, 300, 1800, 7200, 18_000, 28_800].map((seconds) => seconds * 1000)
const keptAttempts = 10

/** Sends what is due, outside every transaction, several receivers at once. Answers how many arrived and how many not. */
export async function sendDeliveries(
  deps: SendDeliveriesDeps,
  signal: AbortSignal,
): Promise<{ readonly delivered: number; readonly failed: number }> {
  const now = deps.clock.now()
  const until = new Date(now + leaseMs).toISOString()
  const taken = await deps.unitOfWork.transaction((tx) =>
    deps.webhooks.takeDue(tx, new Date(now).toISOString(), until, perPass),
  )
  const arrived = await Promise.all(taken.map((due) => sendOne(deps, due, signal)))
  const delivered = arrived.filter(Boolean).length
  return { delivered, failed: taken.length - delivered }
}

async function sendOne(deps: SendDeliveriesDeps, { delivery, webhook }: DueDelivery, signal: AbortSignal) {
  const now = deps.clock.now()
  const { secret_generation: generation, previous_until: until } = webhook
  const current = deps.webhookSecrets(webhook.id, generation)
  const isRotating = until !== null && Date.parse(until) > now && generation > 1
  const secrets = isRotating ? [current, deps.webhookSecrets(webhook.id, generation - 1)] : [current]
  const outcome = await deps.sendWebhook({
    url: webhook.url,
    headers: {
      'content-type': 'application/cloudevents+json; charset=utf-8',
      ...signDelivery(secrets, delivery.id, Math.floor(now / 1000), delivery.body),
    },
    body: delivery.body,
    signal,
  })
  const isDelivered = outcome.kind === 'answered' && outcome.status >= 200 && outcome.status < 300
  const to = settled(delivery, outcome, isDelivered, deps.clock.now())
  await deps.unitOfWork.transaction((tx) => deps.webhooks.settle(tx, delivery.id, to))
  return isDelivered
}

function settled(
  delivery: WebhookDelivery,
  outcome: WebhookOutcome,
  isDelivered: boolean,
  now: number,
): Pick<WebhookDelivery, 'state' | 'tries' | 'attempts' | 'next_attempt_at'> {
  const at = new Date(now).toISOString()
  const attempt: DeliveryAttempt =
    outcome.kind === 'answered'
      ? { at, status: outcome.status, reason: null }
      : { at, status: null, reason: outcome.reason }
  const pause = pausesMs[delivery.tries]
  const tries = delivery.tries + 1
  const attempts = [...delivery.attempts, attempt].slice(-keptAttempts)
  if (isDelivered) return { state: 'delivered', tries, attempts, next_attempt_at: at }
  if (pause === undefined) return { state: 'given_up', tries, attempts, next_attempt_at: at }
  return { state: 'waiting', tries, attempts, next_attempt_at: new Date(now + pause).toISOString() }
}
