import { type BoundedMap, createBoundedMap } from '#kit/bounded-map.ts'
import {
  type AccessTokenClaims,
  type AccessTokenExpectations,
  type TokenVerdict,
  verifyAccessToken,
} from './verify-access-token.ts'

/** Verifies each token's signature once: afterwards its claims are remembered until it expires. */
export type TokenVerifier = (token: string, expected: AccessTokenExpectations) => TokenVerdict

/** How often a token was known, and how often its signature had to be checked. */
export interface TokenLookups {
  hits: number
  misses: number
}

/** A verifier that remembers at most `capacity` verified tokens. A key that left the snapshot takes its tokens with it. */
export function createCachingTokenVerifier(
  capacity = 10_000,
  lookups: TokenLookups = { hits: 0, misses: 0 },
): TokenVerifier {
  const verified: BoundedMap<string, AccessTokenClaims> = createBoundedMap(capacity)
  return (token, expected) => {
    const known = verified.get(token)
    if (known) {
      if (known.expiresAt <= expected.now) {
        verified.delete(token)
        return { failure: 'expired' }
      }
      if (expected.keys.has(known.keyId)) {
        lookups.hits += 1
        return { claims: known }
      }
      verified.delete(token)
    }
    lookups.misses += 1
    const verdict = verifyAccessToken(token, expected)
    if ('claims' in verdict) verified.set(token, verdict.claims)
    return verdict
  }
}
