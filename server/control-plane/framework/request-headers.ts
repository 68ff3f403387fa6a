import type { ExpectedVersion } from '#core/check-version.ts'
import { InvalidInput, PreconditionRequired } from '#core/errors.ts'

/** A structured-field string (RFC 9651 section 3.3.3). */
const structuredString = /^"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"$/

/**
 * The value of Idempotency-Key without its quotes.
 * @throws InvalidInput when it is absent, or no structured-field string of 1 to 255 characters.
 */
export function readIdempotencyKey(header: string | undefined): string {
  if (header === undefined) throw new InvalidInput({ problem: 'idempotency-key-required' })
  const key = structuredString.exec(header.trim())?.[1]
  if (key === undefined || key.length === 0 || key.length > 255) {
    const message = 'Idempotency-Key must be a quoted string of 1 to 255 characters.'
    const errors = [{ field: 'Idempotency-Key', rule: 'format', message }]
    throw new InvalidInput({ problem: 'invalid-request', detail: message, errors })
  }
  return key.replace(/\\(["\\])/g, '$1')
}

/**
 * The version named by If-Match, as our ETags write it (`"7"`).
 * @throws PreconditionRequired when it is absent; InvalidInput when it is no ETag of ours.
 */
export function readIfMatch(header: string | undefined): ExpectedVersion {
  if (header === undefined) throw new PreconditionRequired({ problem: 'precondition-required' })
  const value = header.trim()
  if (value === '*') return '*'
  const version = /^"(\d{1,9})"$/.exec(value)?.[1]
  if (version === undefined) {
    const message = 'If-Match must be the ETag that was read, or *.'
    throw new InvalidInput({
      problem: 'invalid-request',
      detail: message,
      errors: [{ field: 'If-Match', rule: 'format', message }],
    })
  }
  return Number(version)
}
