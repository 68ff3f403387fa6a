import type { Actor } from '../accounts/actor.ts'
import { Conflict, InvalidInput, NotFound } from '../errors.ts'
import { actorOfEvent } from '../events/actor-of-event.ts'
import type { EventStore } from '../events/event.ts'
import type { OrganizationStore } from '../organizations/organization-store.ts'
import { authorize } from '../permissions/authorize.ts'
import type { Clock } from '../ports/clock.ts'
import type { Random } from '../ports/random.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { loadWebhook } from './load-webhook.ts'
import type { Webhook } from './webhook.ts'
import type { WebhookSecrets } from './webhook-secrets.ts'
import type { WebhookStore } from './webhook-store.ts'

export interface WebhookDeps {
  readonly webhooks: WebhookStore
  readonly webhookSecrets: WebhookSecrets
  readonly organizations: Pick<OrganizationStore, 'load'>
  readonly events: EventStore
  readonly clock: Clock
  readonly random: Random
  /** In the demonstration a receiver may be on this machine, without TLS. */
  readonly plainLoopbackWebhooks: boolean
}

/** A webhook with its secret, which is in this answer and in no other. */
export interface WebhookWithSecret {
  readonly webhook: Webhook
  readonly secret: string
}

const most = 10
const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/**
 * Registers where the organization's events go.
 * @throws InvalidInput for an address that is not https, Conflict `limit-reached` at the eleventh.
 */
export async function createWebhook(
  tx: Transaction,
  deps: WebhookDeps,
  actor: Actor,
  organizationId: string,
  input: { readonly url: string; readonly topics: readonly string[] },
): Promise<WebhookWithSecret> {
  authorize(actor, 'webhooks.write', { organization: organizationId })
  if ((await deps.organizations.load(tx, organizationId)) === null) throw new NotFound({ problem: 'not-found' })
  checkUrl(input.url, deps.plainLoopbackWebhooks)
  if ((await deps.webhooks.list(tx, organizationId)).length >= most)
    throw new Conflict({ problem: 'limit-reached', detail: `An organization has ${most} webhooks at most.` })
  const webhook: Webhook = {
    id: deps.random.uuid(),
    organization_id: organizationId,
    url: input.url,
    topics: [...new Set(input.topics)],
    secret_generation: 1,
    previous_until: null,
    created_at: new Date(deps.clock.now()).toISOString(),
  }
  await deps.webhooks.insert(tx, webhook)
  await record(tx, deps, actor, webhook, 'created')
  return { webhook, secret: deps.webhookSecrets(webhook.id, 1) }
}

/** A new secret; deliveries are signed with the one before as well for `overlap_seconds`. */
export async function rotateWebhookSecret(
  tx: Transaction,
  deps: WebhookDeps,
  actor: Actor,
  id: string,
  input: { readonly overlap_seconds: number },
): Promise<WebhookWithSecret> {
  const old = await loadWebhook(tx, deps, actor, 'webhooks.write', id, 'lock')
  const end = new Date(deps.clock.now() + input.overlap_seconds * 1000).toISOString()
  const to = {
    secret_generation: old.secret_generation + 1,
    previous_until: input.overlap_seconds === 0 ? null : end,
  }
  await deps.webhooks.setSecret(tx, id, to)
  const webhook = { ...old, ...to }
  await record(tx, deps, actor, webhook, 'secret_rotated')
  return { webhook, secret: deps.webhookSecrets(id, to.secret_generation) }
}

export async function deleteWebhook(tx: Transaction, deps: WebhookDeps, actor: Actor, id: string): Promise<void> {
  const webhook = await loadWebhook(tx, deps, actor, 'webhooks.write', id, 'lock')
  await deps.webhooks.remove(tx, id)
  await record(tx, deps, actor, webhook, 'deleted')
}

/** Special-use addresses are refused when connecting, on what the name resolves to; here only what can be read. */
function checkUrl(text: string, plainLoopback: boolean): void {
  const url = URL.parse(text)
  const isPlainLoopback = plainLoopback && url?.protocol === 'http:' && loopback.test(url.hostname)
  if (url === null || (url.protocol !== 'https:' && !isPlainLoopback))
    throw invalid('https', 'Give an address that begins with https://.')
  if (url.username !== '' || url.password !== '') throw invalid('no-password', 'Leave name and password out.')
  if (url.hash !== '') throw invalid('no-fragment', 'Leave out what follows #: it is never sent.')
}

function invalid(rule: string, message: string): InvalidInput {
  return new InvalidInput({ problem: 'invalid-request', detail: message, errors: [{ field: 'url', rule, message }] })
}

/** The host alone: a path may carry a secret of the receiver's. */
function record(tx: Transaction, deps: WebhookDeps, actor: Actor, webhook: Webhook, act: string): Promise<void> {
  return deps.events.append(tx, {
    type: `webhook.${act}`,
    actor: actorOfEvent(actor),
    organization_id: webhook.organization_id,
    subject_type: 'webhook',
    subject_id: webhook.id,
    data: { host: new URL(webhook.url).host, topics: webhook.topics },
  })
}
