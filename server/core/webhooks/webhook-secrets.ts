import { createHmac, hkdfSync } from 'node:crypto'

/** The secret of a webhook: derived, so that the store of a stolen backup signs nothing. */
export type WebhookSecrets = (webhookId: string, generation: number) => string

const prefix = 'whsec_'

export function createWebhookSecrets(master: Uint8Array): WebhookSecrets {
  return (id, generation) => {
    const key = hkdfSync('sha256', master, id, `octroi webhook ${generation}`, 32)
    return prefix + Buffer.from(key).toString('base64')
  }
}

/**
 * Headers a receiver verifies, as the Standard Webhooks specification names them: HMAC-SHA256 of id, time in seconds and
 * body, joined by dots. During a rotation both secrets sign, and a receiver needs to know one.
 */
export function signDelivery(
  secrets: readonly string[],
  id: string,
  seconds: number,
  body: string,
): Readonly<Record<string, string>> {
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(prefix.length), 'base64')
    return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`
  })
  return { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': signatures.join(' ') }
}
