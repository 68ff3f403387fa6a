import { createHash, createPublicKey, type JsonWebKey, type KeyObject, type VerifyKeyObjectInput } from 'node:crypto'
import { isDictionary } from '#kit/dictionary.ts'

/** The public key a proof carries, and the thumbprint that names it. */
export interface ProofKey {
  /** RFC 7638, SHA-256, base64url. */
  readonly thumbprint: string
  readonly members: Readonly<Record<string, string>>
  readonly alg: string
}

/** Members that identify a key, in the order RFC 7638 section 3 hashes them. */
const identifying: Readonly<Record<string, readonly string[]>> = {
  EC: ['crv', 'kty', 'x', 'y'],
  OKP: ['crv', 'kty', 'x'],
  RSA: ['e', 'kty', 'n'],
}

const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']

const keyOf: Readonly<Record<string, { readonly kty: string; readonly crv?: string }>> = {
  ES256: { kty: 'EC', crv: 'P-256' },
  PS256: { kty: 'RSA' },
  Ed25519: { kty: 'OKP', crv: 'Ed25519' },
  EdDSA: { kty: 'OKP', crv: 'Ed25519' },
}

/** Reads the `jwk` of a proof for its `alg`; null for another kind of key, or one with private members. */
export function readProofKey(jwk: unknown, alg: unknown): ProofKey | null {
  if (!isDictionary(jwk) || typeof alg !== 'string' || !Object.hasOwn(keyOf, alg)) return null
  const wanted = keyOf[alg]
  if (wanted === undefined || jwk.kty !== wanted.kty) return null
  if (wanted.crv !== undefined && jwk.crv !== wanted.crv) return null
  if (privateMembers.some((name) => Object.hasOwn(jwk, name))) return null
  const members: Record<string, string> = {}
  for (const name of identifying[wanted.kty] ?? []) {
    const value = jwk[name]
    // An exponent as long as a modulus would make each verification as dear as a signature.
    const most = name === 'e' ? 6 : 1400
    if (typeof value !== 'string' || value.length > most || !/^[A-Za-z0-9_-]+$/.test(value)) return null
    members[name] = value
  }
  const thumbprint = createHash('sha256').update(JSON.stringify(members)).digest('base64url')
  return { thumbprint, members, alg }
}

/** Null when the members are no key, or an RSA modulus is too short or too long. */
export function importProofKey({ members }: ProofKey): KeyObject | null {
  try {
    const key = createPublicKey({ key: members as JsonWebKey, format: 'jwk' })
    const bits = key.asymmetricKeyDetails?.modulusLength
    return bits !== undefined && (bits < 2048 || bits > 8192) ? null : key
  } catch {
    return null
  }
}

/** What `crypto.verify` needs besides the key: JWS has its own forms of ECDSA and RSA-PSS (RFC 7518 sections 3.4, 3.5). */
export function signatureScheme(alg: string): { hash: string | null; options: Partial<VerifyKeyObjectInput> } {
  if (alg === 'ES256') return { hash: 'sha256', options: { dsaEncoding: 'ieee-p1363' } }
  if (alg === 'PS256') return { hash: 'sha256', options: { padding: 6, saltLength: 32 } }
  return { hash: null, options: {} }
}
