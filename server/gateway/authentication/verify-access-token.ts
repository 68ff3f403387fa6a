import { type KeyObject, verify } from 'node:crypto'
import { readTokenBinding, type TokenBinding } from '#core/oauth/token-binding.ts'
import { readCompactJws, typeOf } from './compact-jws.ts'

export interface AccessTokenExpectations {
  readonly issuer: string
  readonly otherIssuer: string
  readonly audience: string
  readonly keys: ReadonlyMap<string, KeyObject>
  /** Seconds since the epoch. */
  readonly now: number
}

/** What a verified token proves (RFC 9068 section 2.2), and the credential that obtained it. */
export interface AccessTokenClaims {
  readonly clientId: string
  readonly credentialId: string
  /** Null when the token names no scope. */
  readonly scopes: ReadonlySet<string> | null
  /** Seconds since the epoch, as `expiresAt`. */
  readonly issuedAt: number
  readonly expiresAt: number
  readonly keyId: string
  /** What the caller must prove besides, or null for a plain bearer token. */
  readonly binding: TokenBinding | null
}

export type TokenVerdict =
  | { readonly claims: AccessTokenClaims }
  | { readonly failure: 'invalid' | 'expired' | 'wrong_environment' }

const clockToleranceSeconds = 10
const invalid: TokenVerdict = { failure: 'invalid' }

/**
 * Checks a JWT access token by RFC 9068 section 4: its type, ES256 only, a key of this environment's
 * issuers, signature, issuer, audience, times. Keys in the header (`jku`, `jwk`, `x5u`) are never looked at.
 */
export function verifyAccessToken(token: string, expected: AccessTokenExpectations): TokenVerdict {
  const jws = readCompactJws(token)
  if (jws?.signature.length !== 64) return invalid
  const { header, payload, signature, signed } = jws
  if (payload.iss === expected.otherIssuer && expected.otherIssuer !== expected.issuer)
    return { failure: 'wrong_environment' }
  if (typeOf(header) !== 'at+jwt' || header.alg !== 'ES256') return invalid
  if ('crit' in header || 'b64' in header || typeof header.kid !== 'string') return invalid
  const key = expected.keys.get(header.kid)
  if (!key) return invalid
  if (!verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, signature)) return invalid
  return readClaims(payload, header.kid, expected)
}

function readClaims(
  payload: Readonly<Record<string, unknown>>,
  keyId: string,
  expected: AccessTokenExpectations,
): TokenVerdict {
  const { iss, aud, exp, iat, nbf, jti, client_id: clientId, cred, scope } = payload
  if (iss !== expected.issuer || !(Array.isArray(aud) ? aud.includes(expected.audience) : aud === expected.audience))
    return invalid
  if (!isTime(exp) || !isTime(iat) || (nbf !== undefined && !isTime(nbf))) return invalid
  if (!isText(jti) || !isText(clientId) || !isText(cred)) return invalid
  if (scope !== undefined && typeof scope !== 'string') return invalid
  // A binding of a kind we cannot check makes the token useless here: accepting it would undo the binding.
  const binding = 'cnf' in payload ? readTokenBinding(payload.cnf) : null
  if ('cnf' in payload && binding === null) return invalid
  if (exp <= expected.now) return { failure: 'expired' }
  if (iat > expected.now + clockToleranceSeconds || (nbf !== undefined && nbf > expected.now + clockToleranceSeconds))
    return invalid
  const scopes = scope === undefined ? null : new Set(scope.split(' ').filter((name) => name !== ''))
  return { claims: { clientId, credentialId: cred, scopes, issuedAt: iat, expiresAt: exp, keyId, binding } }
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= 256
}
