import type { RecordedEvent } from '../events/event-reader.ts'
import type { WebhookDelivery } from './webhook.ts'

interface Told extends Pick<RecordedEvent, 'type' | 'subject_type' | 'subject_id' | 'data'> {
  readonly event_id: string | null
  readonly at: string
}

/** An event as a delivery: what happened to what, never who did it. */
export function writeDelivery(
  id: string,
  webhookId: string,
  publicUrl: string,
  now: string,
  { event_id, type, at, subject_type, subject_id, data }: Told,
): WebhookDelivery {
  const event = {
    specversion: '1.0',
    id: event_id ?? id,
    source: publicUrl,
    type: `octroi.${type}`,
    time: at,
    subject: `${subject_type}/${subject_id}`,
    datacontenttype: 'application/json',
    data,
  }
  return {
    id,
    webhook_id: webhookId,
    event_id,
    type,
    body: JSON.stringify(event),
    state: 'waiting',
    tries: 0,
    attempts: [],
    next_attempt_at: now,
    created_at: now,
  }
}
