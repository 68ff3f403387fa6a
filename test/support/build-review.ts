import type { AccessRequest } from '#core/access-requests/access-request.ts'
import { hashContent } from '#core/access-requests/hash-content.ts'
import type { Review } from '#core/access-requests/review.ts'
import { buildAccessContent } from './build-access-content.ts'

/** A draft written by account `author`. */
export function buildReview(changes: Partial<AccessRequest> = {}): Review {
  const content = changes.content ?? buildAccessContent()
  return {
    request: {
      id: 'request',
      reference: 'D1',
      organization_id: 'consumer',
      application_id: 'application',
      beneficiary_id: 'consumer',
      use_case: null,
      state: 'draft',
      content,
      content_hash: hashContent(content),
      reopened_from: null,
      authors: ['author'],
      submitted_at: null,
      version: 1,
      created_at: '2026-01-01T00:00:00.000Z',
      ...changes,
    },
    decisions: [],
    votes: [],
    running: null,
  }
}
