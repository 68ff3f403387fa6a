import type { Actor } from '../accounts/actor.ts'

/** Turns an opaque access token of the people's issuer into who acts. */
export interface AccessTokenVerifier {
  /**
   * The actor as it is now: memberships and suspensions count at once. Null when the token is unknown,
   * expired, ended, for another audience, or its account is not active.
   */
  verify(token: string): Promise<Actor | null>
}
