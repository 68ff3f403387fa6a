import { type BoundedMap, createBoundedMap } from '#kit/bounded-map.ts'
import {
  type AccessTokenClaims,
  type AccessTokenExpectations,
  type TokenVerdict,
  verifyAccessToken,
} from './verify-access-token.ts'

/** Verifies each token's signature once: afterwards its claims are remembered until it expires. */
export type TokenVerifier = (token: string, expected: AccessTokenExpectations) => TokenVerdict

/** A verifier that remembers at most `capacity` verified tokens. A key that left the snapshot takes its tokens with it. */
export function createCachingTokenVerifier(capacity = 10_000): TokenVerifier {
  const verified: BoundedMap<string, AccessTokenClaims> = createBoundedMap(capacity)
  return (token, expected) => {
    const known = verified.get(token)
    if (known) {
      if (known.expiresAt <= expected.now) {
        verified.delete(token)
        return { failure: 'expired' }
      }
      if (expected.keys.has(known.keyId)) return { claims: known }
      verified.delete(token)
    }
    const verdict = verifyAccessToken(token, expected)
    if ('claims' in verdict) verified.set(token, verdict.claims)
    return verdict
  }
}
