import type { components } from './generated/management.ts'
import type { ManagementApi } from './management-api.ts'
import type { Page } from './schemas.ts'

export type Webhook = components['schemas']['Webhook']
export type WebhookTopic = components['schemas']['WebhookTopic']
export type WebhookDelivery = components['schemas']['WebhookDelivery']
type WebhookWithSecret = components['schemas']['WebhookWithSecret']

export function listWebhooks(api: ManagementApi, organizationId: string): Promise<{ items: Webhook[] }> {
  return api.get(`/organizations/${organizationId}/webhooks`)
}

export function createWebhook(
  api: ManagementApi,
  organizationId: string,
  webhook: { url: string; topics: WebhookTopic[] },
  idempotencyKey: string,
): Promise<WebhookWithSecret> {
  return api.post(`/organizations/${organizationId}/webhooks`, webhook, { idempotencyKey })
}

export function deleteWebhook(api: ManagementApi, id: string): Promise<void> {
  return api.delete(`/webhooks/${id}`)
}

export function rotateWebhookSecret(
  api: ManagementApi,
  id: string,
  overlapSeconds: number,
  idempotencyKey: string,
): Promise<WebhookWithSecret> {
  return api.post(`/webhooks/${id}/rotation`, { overlap_seconds: overlapSeconds }, { idempotencyKey })
}

export function testWebhook(api: ManagementApi, id: string, idempotencyKey: string): Promise<WebhookDelivery> {
  return api.post(`/webhooks/${id}/tests`, undefined, { idempotencyKey })
}

export function listDeliveries(api: ManagementApi, id: string, cursor?: string): Promise<Page<WebhookDelivery>> {
  return api.get(`/webhooks/${id}/deliveries`, { cursor, page_size: 25 })
}

export function replayDelivery(api: ManagementApi, id: string, delivery: string): Promise<WebhookDelivery> {
  return api.post(`/webhooks/${id}/deliveries/${delivery}/replay`, undefined)
}
