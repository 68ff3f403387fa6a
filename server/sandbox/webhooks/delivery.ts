import type { CalendarEvent } from '../worlds/calendar-events.ts'

/** Where the events of a sandbox go. */
export interface Webhook {
  readonly url: string
  /** Empty means every type. */
  readonly events: readonly CalendarEvent['type'][]
  readonly secret: string
}

export interface Attempt {
  readonly at: string
  /** Of the receiver's answer, or null when there was none. */
  readonly status: number | null
  readonly reason: string | null
}

/** One event on its way, as its developer may look at it. */
export interface Delivery {
  readonly id: string
  readonly type: CalendarEvent['type']
  /** Date of the event on the sandbox's clock. */
  readonly date: string
  readonly state: 'waiting' | 'delivered' | 'given-up'
  readonly attempts: readonly Attempt[]
  /** What is sent: a CloudEvent (version 1.0). */
  readonly body: string
}
