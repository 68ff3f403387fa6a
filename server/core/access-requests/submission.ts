import type { Transaction } from '../ports/unit-of-work.ts'
import type { AccessRequestContent } from './access-request.ts'

/** What a requester handed in, as it was: the present content may have been edited since. */
export interface Submission {
  readonly access_request_id: string
  /** From 1, without gaps. */
  readonly number: number
  readonly content: AccessRequestContent
  readonly content_hash: string
  /** The submission a reviewer compares it with; null for the first. */
  readonly previous_number: number | null
  readonly submitted_by: string
  readonly submitted_at: string
}

export interface SubmissionWithName extends Submission {
  readonly submitted_by_name: string
}

/** What was handed in, for ever: nothing is changed or removed. */
export interface SubmissionStore {
  addSubmission(tx: Transaction, submission: Submission): Promise<void>
  /** Oldest first, all of them. */
  listSubmissions(tx: Transaction, requestId: string): Promise<readonly SubmissionWithName[]>
}
