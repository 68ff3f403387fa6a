import type { Webhook, WebhookDelivery } from '#core/webhooks/webhook.ts'
import type { components } from '../../generated/management.ts'

type Schemas = components['schemas']

export function presentWebhook({ secret_generation: _, topics, ...webhook }: Webhook): Schemas['Webhook'] {
  return { ...webhook, topics: [...topics] as Schemas['WebhookTopic'][] }
}

export function presentDelivery({ body, tries: _, webhook_id: __, ...delivery }: WebhookDelivery) {
  return { ...delivery, event: JSON.parse(body) as Record<string, never> }
}
