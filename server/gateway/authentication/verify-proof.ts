import { createHash, type KeyObject, verify } from 'node:crypto'
import { proofWindowSeconds } from '#core/oauth/proof-algorithms.ts'
import { createBoundedMap } from '#kit/bounded-map.ts'
import { readCompactJws, typeOf } from './compact-jws.ts'
import { importProofKey, readProofKey, signatureScheme } from './proof-key.ts'

export interface ProofExpectations {
  readonly method: string
  /** The URL as the client wrote it, without query: public origin and path. */
  readonly url: string
  /** The access token the proof comes with. */
  readonly token: string
  /** `cnf.jkt` of that token. */
  readonly thumbprint: string
  /** Seconds since the epoch. */
  readonly now: number
}

/** What is left to check of a proof that is right in itself: that it is new, and its nonce. */
export interface Proof {
  readonly jti: string
  /** Seconds since the epoch. */
  readonly issuedAt: number
  readonly nonce: string | null
}

/** The proof, or one sentence saying what is wrong with it. */
export type ProofVerifier = (text: string | undefined, expected: ProofExpectations) => Proof | string

const maxProofBytes = 8192
const maxJtiLength = 512

/**
 * Checks a DPoP proof by RFC 9449 section 4.3, all but the single use of its `jti`. Keys that tokens are
 * bound to are remembered, at most `capacity`; a proof's own key is never believed beyond its thumbprint.
 */
export function createProofVerifier(capacity = 1000): ProofVerifier {
  const keys = createBoundedMap<string, KeyObject>(capacity)
  return (text, expected) => {
    if (text === undefined) return 'The token is bound to a key: the call needs a DPoP proof.'
    const jws = text.length <= maxProofBytes ? readCompactJws(text) : null
    if (jws === null) return 'The DPoP proof is malformed.'
    const { header, payload, signature, signed } = jws
    if (typeOf(header) !== 'dpop+jwt') return 'The `typ` of the DPoP proof is not `dpop+jwt`.'
    if ('crit' in header || 'b64' in header) return 'The DPoP proof has a header that is not understood.'
    const key = readProofKey(header.jwk, header.alg)
    if (key === null) return 'The `alg` or the `jwk` of the DPoP proof is not accepted.'
    if (key.thumbprint !== expected.thumbprint) return 'The token is bound to another key than that of the DPoP proof.'
    const publicKey = keys.get(key.thumbprint) ?? importProofKey(key)
    if (publicKey === null) return 'The `jwk` of the DPoP proof is not a usable key.'
    keys.set(key.thumbprint, publicKey)
    const scheme = signatureScheme(key.alg)
    if (!verify(scheme.hash, signed, { key: publicKey, ...scheme.options }, signature))
      return 'The signature of the DPoP proof does not verify.'
    return readProof(payload, expected)
  }
}

function readProof(payload: Readonly<Record<string, unknown>>, expected: ProofExpectations): Proof | string {
  const { jti, htm, htu, iat, exp, nbf, ath, nonce } = payload
  if (typeof jti !== 'string' || jti === '' || jti.length > maxJtiLength) return 'The DPoP proof needs a `jti`.'
  if (htm !== expected.method) return 'The `htm` of the DPoP proof is not the method of the call.'
  if (typeof htu !== 'string' || !isSameTarget(htu, expected.url)) return 'The `htu` of the DPoP proof is not this URL.'
  if (typeof iat !== 'number' || !Number.isFinite(iat)) return 'The DPoP proof needs an `iat`.'
  if (Math.abs(iat - expected.now) > proofWindowSeconds) return 'The `iat` of the DPoP proof is not recent.'
  if (exp !== undefined && !(typeof exp === 'number' && exp > expected.now)) return 'The DPoP proof has expired.'
  if (nbf !== undefined && !(typeof nbf === 'number' && nbf <= expected.now + proofWindowSeconds))
    return 'The DPoP proof is not valid yet.'
  if (ath !== createHash('sha256').update(expected.token).digest('base64url'))
    return 'The `ath` of the DPoP proof is not the hash of the token.'
  if (nonce !== undefined && typeof nonce !== 'string') return 'The `nonce` of the DPoP proof is not text.'
  return { jti, issuedAt: iat, nonce: nonce ?? null }
}

/**
 * Whether two URLs name the same target after the normalisation of RFC 3986 sections 6.2.2 and 6.2.3, query and
 * fragment aside. One with a user names none.
 */
function isSameTarget(written: string, url: string): boolean {
  if (written.length > 8192) return false
  if (written === url) return true
  const target = URL.parse(written)
  const expected = URL.parse(url)
  if (target === null || expected === null || target.username !== '' || target.password !== '') return false
  return target.origin === expected.origin && target.pathname === expected.pathname
}
