import type { PivotIdentity } from './pivot-identity.ts'

/** What a person's access token says, once the identity provider has confirmed it. */
export interface PersonToken {
  /** The client of the identity provider that the token was given to. */
  readonly audience: string
  /** Who logged in: pairwise, so another one for each client. */
  readonly subject: string
  /** Data scopes the person let the client ask for. */
  readonly scopes: readonly string[]
  /** Seconds since the epoch. */
  readonly expiresAt: number
  readonly identity: PivotIdentity
}

/**
 * Which person logged in: asks the identity provider about an access token. Null when the provider does not know it,
 * or not any more.
 * @throws Unavailable when the provider does not answer, or not in a way that can be believed.
 */
export type CheckPersonToken = (token: string) => Promise<PersonToken | null>
