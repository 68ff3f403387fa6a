import type { RecordedEvent } from '../events/event-reader.ts'
import type { Page, PageRequest } from '../page.ts'
import type { Transaction } from '../ports/unit-of-work.ts'

export interface NotificationSettings {
  /** Whether messages are sent by e-mail too. */
  readonly email: boolean
  readonly muted_topics: readonly string[]
  /** The newest event that was marked as read. */
  readonly read_until: string | null
}

/** A person who is told of an event. */
export interface Recipient {
  readonly account_id: string
  readonly address: string
  readonly language: string
  readonly muted_topics: readonly string[]
}

export interface Mail {
  readonly id: string
  readonly event_id: string
  readonly account_id: string
  readonly address: string
  readonly language: string
  readonly subject: string
  readonly body: string
  readonly state: 'waiting' | 'sent' | 'failed'
  readonly attempts: number
  readonly next_attempt_at: string
  readonly created_at: string
  readonly sent_at: string | null
}

/** Events as somebody is told of them, and the messages made of them. */
export interface NotificationStore {
  settings(tx: Transaction, accountId: string): Promise<NotificationSettings>
  putSettings(tx: Transaction, accountId: string, settings: NotificationSettings): Promise<void>
  /**
   * Events of these types that others did, of the organizations the account is an active member of or that decide about
   * their subject, newest first.
   */
  list(tx: Transaction, accountId: string, types: readonly string[], page: PageRequest): Promise<Page<RecordedEvent>>

  /** The last event that became messages, locked until the transaction ends; null before the first pass. */
  lockHead(tx: Transaction): Promise<string | null>
  moveHead(tx: Transaction, eventId: string): Promise<void>
  /** The newest event there is; null when there is none. */
  newestEvent(tx: Transaction): Promise<string | null>
  /** Events of these types after one, recorded before `until`, oldest first. */
  eventsAfter(
    tx: Transaction,
    eventId: string,
    types: readonly string[],
    until: string,
    size: number,
  ): Promise<readonly RecordedEvent[]>
  /** Active people who want e-mail: owners, reviewers and administrators of the organizations concerned, but the author. */
  recipientsOf(tx: Transaction, event: RecordedEvent): Promise<readonly Recipient[]>
  /** One message for each event and account: a second one changes nothing. */
  addMail(tx: Transaction, mail: Mail): Promise<void>
  /** Waiting ones whose next attempt is due, put off until `until` so that no other replica takes them. */
  takeWaiting(tx: Transaction, now: string, until: string, size: number): Promise<readonly Mail[]>
  settle(
    tx: Transaction,
    id: string,
    to: Pick<Mail, 'state' | 'attempts' | 'next_attempt_at' | 'sent_at'>,
  ): Promise<void>
  /** Newest first. */
  listMails(tx: Transaction, page: PageRequest): Promise<Page<Mail>>
}
