/** Where the events of an organization are sent. */
export interface Webhook {
  readonly id: string
  readonly organization_id: string
  readonly url: string
  /** Topics of notifications it is told about; empty means every one. */
  readonly topics: readonly string[]
  /** Its secret is derived from this: the store holds none. */
  readonly secret_generation: number
  /** Until when deliveries are signed with the secret before as well; null when there is none. */
  readonly previous_until: string | null
  readonly created_at: string
}

/** One try; nothing of the answer but its status is kept. */
export interface DeliveryAttempt {
  readonly at: string
  readonly status: number | null
  readonly reason: string | null
}

/** One event on its way to one webhook. */
export interface WebhookDelivery {
  readonly id: string
  readonly webhook_id: string
  /** Null for a test. */
  readonly event_id: string | null
  readonly type: string
  /** What is sent: a CloudEvent (version 1.0) as JSON. */
  readonly body: string
  readonly state: 'waiting' | 'delivered' | 'given_up'
  /** Tries since it was made or last asked for again. */
  readonly tries: number
  /** The last ten, oldest first. */
  readonly attempts: readonly DeliveryAttempt[]
  readonly next_attempt_at: string
  readonly created_at: string
}
