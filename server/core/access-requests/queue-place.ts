import { z } from 'zod'
import { InvalidInput } from '../errors.ts'

/** Place of a request in a queue ordered by due date (ISO 8601 UTC instant), then by identifier. */
export type QueuePlace = readonly [dueAt: string, id: string]

const place = z.tuple([z.iso.datetime(), z.uuid()])

export function formatQueuePlace(at: QueuePlace): string {
  return JSON.stringify(at)
}

/** @throws InvalidInput for a text `formatQueuePlace` never wrote: it came in a cursor. */
export function parseQueuePlace(text: string): QueuePlace {
  try {
    return place.parse(JSON.parse(text))
  } catch (cause) {
    const error = { field: 'cursor', rule: 'known', message: 'Send `next_cursor` of the page before.' }
    throw new InvalidInput({ problem: 'invalid-request', errors: [error], cause })
  }
}
