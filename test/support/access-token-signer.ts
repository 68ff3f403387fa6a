import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto'

/** An issuer's key and tokens made with it; every part of a token can be replaced or removed (undefined). */
export interface AccessTokenSigner {
  readonly kid: string
  readonly publicJwk: Record<string, unknown>
  readonly privateKey: KeyObject
  sign(claims?: Record<string, unknown>, header?: Record<string, unknown>): string
}

export function createAccessTokenSigner(issuer: string, audience: string, kid = 'key-1'): AccessTokenSigner {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return {
    kid,
    privateKey,
    publicJwk: { ...publicKey.export({ format: 'jwk' }), kid, alg: 'ES256', use: 'sig' },
    sign(claims = {}, header = {}) {
      const now = Math.floor(Date.now() / 1000)
      const head = encode({ alg: 'ES256', typ: 'at+jwt', kid, ...header })
      const body = encode({
        iss: issuer,
        aud: audience,
        sub: 'client-1',
        client_id: 'client-1',
        iat: now,
        exp: now + 300,
        jti: randomUUID(),
        cred: 'cred-1',
        ...claims,
      })
      const signature = sign('sha256', Buffer.from(`${head}.${body}`), { key: privateKey, dsaEncoding: 'ieee-p1363' })
      return `${head}.${body}.${signature.toString('base64url')}`
    },
  }
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
