import { createHmac } from 'node:crypto'

/** What a receiver verifies, named as the Standard Webhooks specification does. */
export interface SignedHeaders {
  readonly 'webhook-id': string
  readonly 'webhook-timestamp': string
  readonly 'webhook-signature': string
}

export const secretPrefix = 'whsec_'

/**
 * Signs a delivery: HMAC-SHA256, keyed by the bytes behind the secret's prefix, of id, time (seconds) and body joined by
 * dots. The id stays the same when an event is sent again, so that a receiver can tell.
 */
export function signEvent(secret: string, id: string, seconds: number, body: string): SignedHeaders {
  const key = Buffer.from(secret.slice(secretPrefix.length), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': `v1,${signature}` }
}
