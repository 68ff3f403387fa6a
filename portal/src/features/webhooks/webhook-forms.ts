import type { ManagementApi } from '../../api/management-api.ts'
import {
  createWebhook,
  deleteWebhook,
  replayDelivery,
  rotateWebhookSecret,
  testWebhook,
  type WebhookTopic,
} from '../../api/webhooks.ts'
import { chosen, idempotencyKey, textField } from '../../forms/form-values.ts'
import type { Done } from '../../forms/handle-post.ts'

export const webhookTopics: readonly WebhookTopic[] = [
  'requests',
  'rights',
  'quotas',
  'members',
  'alerts',
  'maintenance',
]

/** The form of the list: a new address leads to its own page, with its secret. */
export function newWebhookForm(api: ManagementApi, pageOf: (id: string) => string) {
  return async (form: FormData): Promise<Done> => {
    const input = { url: textField(form, 'url'), topics: chosen<WebhookTopic>(form, 'topics') }
    const made = await createWebhook(api, textField(form, 'organization_id'), input, idempotencyKey(form))
    return { to: pageOf(made.webhook.id), flash: { notice: 'hooks.created', parameters: { whsec: made.secret } } }
  }
}

/** What the page of one address does. */
export function webhookForms(
  api: ManagementApi,
  id: string,
  here: string,
  list: string,
): Record<string, (form: FormData) => Promise<Done>> {
  return {
    test: async (form) => {
      await testWebhook(api, id, idempotencyKey(form))
      return { to: here, flash: { notice: 'hooks.tested' } }
    },
    rotate: async (form) => {
      const overlap = Number(textField(form, 'overlap_seconds')) || 0
      const made = await rotateWebhookSecret(api, id, overlap, idempotencyKey(form))
      return { to: here, flash: { notice: 'hooks.rotated', parameters: { whsec: made.secret } } }
    },
    replay: async (form) => {
      await replayDelivery(api, id, textField(form, 'delivery'))
      return { to: here, flash: { notice: 'hooks.replayed' } }
    },
    delete: async () => {
      await deleteWebhook(api, id)
      return { to: list, flash: { notice: 'hooks.deleted' } }
    },
  }
}
