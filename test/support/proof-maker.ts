import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto'

/** A client's DPoP key, and proofs made with it; every part of a proof can be replaced or removed (undefined). */
export interface ProofMaker {
  readonly alg: string
  readonly publicJwk: Readonly<Record<string, unknown>>
  readonly privateJwk: Readonly<Record<string, unknown>>
  /** RFC 7638. */
  readonly thumbprint: string
  prove(
    target: { readonly method: string; readonly url: string; readonly token?: string },
    claims?: Readonly<Record<string, unknown>>,
    header?: Readonly<Record<string, unknown>>,
  ): string
}

export function createProofMaker(alg: 'ES256' | 'PS256' | 'RS256' | 'Ed25519' | 'EdDSA' = 'ES256'): ProofMaker {
  const { publicKey, privateKey } = makeKeys(alg)
  const publicJwk = publicKey.export({ format: 'jwk' })
  const identifying = Object.entries(publicJwk).sort(([a], [b]) => (a < b ? -1 : 1))
  const thumbprint = createHash('sha256')
    .update(JSON.stringify(Object.fromEntries(identifying)))
    .digest('base64url')
  return {
    alg,
    publicJwk,
    privateJwk: privateKey.export({ format: 'jwk' }),
    thumbprint,
    prove({ method, url, token }, claims = {}, header = {}) {
      const head = encode({ typ: 'dpop+jwt', alg, jwk: publicJwk, ...header })
      const body = encode({
        jti: randomUUID(),
        htm: method,
        htu: url,
        iat: Math.floor(Date.now() / 1000),
        ...(token === undefined ? {} : { ath: hashOf(token) }),
        ...claims,
      })
      return `${head}.${body}.${signature(alg, privateKey, `${head}.${body}`)}`
    },
  }
}

export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

function makeKeys(alg: string): { publicKey: KeyObject; privateKey: KeyObject } {
  if (alg === 'ES256') return generateKeyPairSync('ec', { namedCurve: 'P-256' })
  if (alg.startsWith('Ed')) return generateKeyPairSync('ed25519')
  return generateKeyPairSync('rsa', { modulusLength: 2048 })
}

function signature(alg: string, key: KeyObject, text: string): string {
  const data = Buffer.from(text)
  if (alg === 'ES256') return sign('sha256', data, { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')
  if (alg === 'PS256') return sign('sha256', data, { key, padding: 6, saltLength: 32 }).toString('base64url')
  return sign(alg === 'RS256' ? 'sha256' : null, data, key).toString('base64url')
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
