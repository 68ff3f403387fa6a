import type { KeyedHash } from '#kit/keyed-hash.ts'

/** The key of one month, as a function. */
export interface EpochKey {
  readonly epoch: string
  readonly hash: KeyedHash
}

/** What a gateway knows of the keys with which it writes people into records. */
export interface SubjectTracing {
  /** The key of the UTC month of `at` (milliseconds); null when control has not told it. */
  keyAt(at: number): EpochKey | null
  /** Hash of a canonical identity in the directory of data subjects; null before control has told the key. */
  identityHash(identity: string): string | null
  /** Whether any person is protected: nobody computes a hash for nothing. */
  hasProtected(): boolean
  isProtected(identityHash: string): boolean
}
