import { errors } from 'oidc-provider'

/** Longest life of a client assertion, in seconds: bounds what the replay guard has to remember. */
const maxLifeSeconds = 300

/** How far ahead of our clock an assertion may claim to be issued, in seconds (FAPI 2.0 section 5.3.2.1). */
const maxAheadSeconds = 10

/**
 * Rules of RFC 7523 as updated by RFC 10070 that the library leaves open: the audience is the issuer
 * and nothing else, the life is bounded, `iat` is there. Answers when the assertion was issued, in
 * milliseconds at second precision.
 * @throws InvalidClientAuth naming the rule in its private detail.
 */
export function checkAssertion(
  claims: Readonly<Record<string, unknown>>,
  header: Readonly<Record<string, unknown>>,
  issuer: string,
  now: number,
): number {
  const { aud, exp, iat } = claims
  if (aud !== issuer) throw new errors.InvalidClientAuth('aud must be the issuer and nothing else')
  if (typeof iat !== 'number' || !Number.isSafeInteger(iat)) throw new errors.InvalidClientAuth('iat is required')
  if (typeof exp !== 'number' || !Number.isSafeInteger(exp)) throw new errors.InvalidClientAuth('exp is required')
  if (exp - iat > maxLifeSeconds) throw new errors.InvalidClientAuth('exp is more than 300 s after iat')
  if (iat * 1000 > now + maxAheadSeconds * 1000) throw new errors.InvalidClientAuth('iat is in the future')
  const typ = typeof header.typ === 'string' ? header.typ.toLowerCase().replace(/^application\//, '') : undefined
  if (header.typ !== undefined && typ !== 'jwt' && typ !== 'client-authentication+jwt') {
    throw new errors.InvalidClientAuth('typ is not that of a client assertion')
  }
  return iat * 1000
}
