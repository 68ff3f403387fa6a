import type { Actor } from '../accounts/actor.ts'
import { NotFound } from '../errors.ts'
import { authorize } from '../permissions/authorize.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { Webhook } from './webhook.ts'
import type { WebhookStore } from './webhook-store.ts'

/** @throws NotFound, also for strangers; Forbidden without the role that `permission` needs. */
export async function loadWebhook(
  tx: Transaction,
  { webhooks }: { readonly webhooks: WebhookStore },
  actor: Actor,
  permission: 'webhooks.read' | 'webhooks.write',
  id: string,
  lock?: 'lock',
): Promise<Webhook> {
  const webhook = await webhooks.load(tx, id, lock)
  if (webhook === null) throw new NotFound({ problem: 'not-found' })
  authorize(actor, permission, { organization: webhook.organization_id })
  return webhook
}
