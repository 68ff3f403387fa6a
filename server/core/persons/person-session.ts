import type { Transaction } from '../ports/unit-of-work.ts'

/**
 * A person who logged in to read what concerns them. Nothing in it says who: the identity became hashes when they
 * logged in and was forgotten.
 */
export interface PersonSession {
  readonly id: string
  /** Keyed hash of the civil status: finds the person's own error reports again. */
  readonly person_key: string
  /** Under which records speak of the person, for every month whose key exists. Emptied when the session ends. */
  readonly pseudonyms: readonly string[]
  /** Whether an identification service told references: without one, records of traceable APIs are not found. */
  readonly is_resolved: boolean
  /** Whether the person stands on the list of protected persons. */
  readonly is_protected: boolean
  /** ISO 8601 UTC instants. */
  readonly opened_at: string
  readonly expires_at: string
}

export interface PersonSessionStore {
  insert(tx: Transaction, session: PersonSession, tokenHash: string): Promise<void>
  /** The session of a token, unless it ended by `now`. */
  find(tx: Transaction, tokenHash: string, now: string): Promise<PersonSession | null>
  /** Ends a session; what remains says that there was one. */
  end(tx: Transaction, id: string): Promise<void>
  /** When somebody logged in under this key, newest first, this session included. */
  openings(tx: Transaction, personKey: string, size: number): Promise<string[]>
  /** Ends what expired before `now`, and forgets what was opened before `openedBefore`. */
  purge(tx: Transaction, now: string, openedBefore: string): Promise<void>
}
