import type { Page, PageRequest } from '../page.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import type { AccessRequest, AccessRequestState, Message } from './access-request.ts'
import type { AttachmentStore } from './attachment.ts'
import type { Dossier } from './dossier.ts'
import type { Review } from './review.ts'
import type { EvidenceStore } from './sandbox-evidence.ts'
import type { SubmissionStore } from './submission.ts'

/** Which access requests are listed. */
export interface DossierFilter {
  /** Requester or beneficiary is one of these; null means any. */
  readonly parties: readonly string[] | null
  /** One of these decides; null means any. */
  readonly deciders: readonly string[] | null
  /** Only what waits for a decision of those deciders now. */
  readonly isPending: boolean
  readonly state: AccessRequestState | null
  /** With `isPending`: due before this ISO 8601 instant. */
  readonly dueBefore: string | null
  readonly useCase: string | null
  /** Asks for a version of this API. */
  readonly api: string | null
  /** Part of the reference, the title or the beneficiary's name. */
  readonly words: string | null
}

export interface MessageWithNames extends Message {
  readonly author_name: string
  readonly organization_name: string
}

/** Access requests with their decisions, votes and messages. */
export interface AccessRequestStore extends SubmissionStore, EvidenceStore, AttachmentStore {
  /** A reference never given before: `D` and a number. */
  nextReference(tx: Transaction): Promise<string>
  insert(tx: Transaction, request: AccessRequest): Promise<void>
  /** With `lock`, the request stays as read until the transaction ends: its steps happen one after the other. */
  load(tx: Transaction, id: string, lock?: 'lock'): Promise<Dossier | null>
  /** Newest first; with `isPending`, by due date. */
  list(tx: Transaction, filter: DossierFilter, page: PageRequest): Promise<Page<Dossier>>
  /**
   * Writes what differs between two states of one review and counts the request's version up.
   * Voided votes stay; a decision that is absent in `after` goes, with its votes.
   */
  save(tx: Transaction, before: Review, after: Review): Promise<void>
  addMessage(tx: Transaction, message: Message): Promise<void>
  /** Oldest first. */
  listMessages(tx: Transaction, requestId: string, page: PageRequest): Promise<Page<MessageWithNames>>
  loadMessage(tx: Transaction, requestId: string, id: string): Promise<MessageWithNames | null>
  resolveMessage(tx: Transaction, id: string, accountId: string, at: string): Promise<void>
}
