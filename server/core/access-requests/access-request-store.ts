import type { Transaction } from '../ports/unit-of-work.ts'
import type { AccessRequest, AccessRequestState, Message } from './access-request.ts'
import type { Dossier } from './dossier.ts'
import type { Review } from './review.ts'

/** Newest first. `after` is the last identifier of the page before, or null. */
export interface DossierFilter {
  /** Requester, beneficiary or decider is one of these; null means any. */
  readonly organizations: readonly string[] | null
  /** Submitted, with a pending decision of one of these organizations; null leaves it open. */
  readonly awaiting: readonly string[] | null
  readonly state: AccessRequestState | null
  readonly after: string | null
  readonly size: number
}

export interface MessageWithNames extends Message {
  readonly author_name: string
  readonly organization_name: string
}

/** Access requests with their decisions, votes and messages. */
export interface AccessRequestStore {
  /** A reference never given before: `D` and a number. */
  nextReference(tx: Transaction): Promise<string>
  insert(tx: Transaction, request: AccessRequest): Promise<void>
  /** With `lock`, the request stays as read until the transaction ends: its steps happen one after the other. */
  load(tx: Transaction, id: string, lock?: 'lock'): Promise<Dossier | null>
  list(tx: Transaction, filter: DossierFilter): Promise<readonly Dossier[]>
  /**
   * Writes what differs between two states of one review and counts the request's version up.
   * Voided votes stay; a decision that is absent in `after` goes, with its votes.
   */
  save(tx: Transaction, before: Review, after: Review): Promise<void>
  addMessage(tx: Transaction, message: Message): Promise<void>
  /** Oldest first. */
  listMessages(
    tx: Transaction,
    requestId: string,
    after: string | null,
    size: number,
  ): Promise<readonly MessageWithNames[]>
}
