import type { Transaction } from '../ports/unit-of-work.ts'

/** What an authorization server remembers: a session, code, token or grant. Times are ms since the epoch. */
export interface OAuthArtifact {
  /** Kind in the library's words: `Session`, `AuthorizationCode`, `AccessToken`... */
  readonly model: string
  /** A hash of the identifier: whoever reads the store cannot use what is in it. */
  readonly id: string
  readonly payload: Readonly<Record<string, unknown>>
  readonly grantId: string | null
  readonly uid: string | null
  readonly accountId: string | null
  /** Null never expires. */
  readonly expiresAt: number | null
  readonly consumedAt: number | null
}

/**
 * Artifacts of all issuers; an issuer only ever sees its own, because it is part of every key.
 * `now` is passed in: an expired artifact is as absent as one that never was.
 */
export interface OAuthArtifactStore {
  put(tx: Transaction, issuer: string, artifact: OAuthArtifact): Promise<void>
  find(tx: Transaction, issuer: string, model: string, id: string, now: number): Promise<OAuthArtifact | null>
  findByUid(tx: Transaction, issuer: string, model: string, uid: string, now: number): Promise<OAuthArtifact | null>
  /** Marks as used. Atomic: of any number of concurrent calls exactly one answers true. */
  consume(tx: Transaction, issuer: string, model: string, id: string, now: number): Promise<boolean>
  remove(tx: Transaction, issuer: string, model: string, id: string): Promise<void>
  /** Removes every artifact made under a grant, and the grant itself. */
  removeByGrant(tx: Transaction, issuer: string, grantId: string): Promise<void>
  /** Removes every artifact of an account. */
  removeByAccount(tx: Transaction, issuer: string, accountId: string): Promise<void>
  /** Removes at most `limit` expired artifacts and answers how many. */
  removeExpired(tx: Transaction, now: number, limit: number): Promise<number>
}
