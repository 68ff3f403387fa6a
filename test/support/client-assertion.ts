import { randomUUID } from 'node:crypto'
import { exportJWK, type GenerateKeyPairResult, generateKeyPair, SignJWT } from 'jose'

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

export interface ClientKey {
  readonly alg: string
  readonly kid: string
  readonly privateKey: GenerateKeyPairResult['privateKey']
  readonly publicJwk: Record<string, unknown>
}

export async function makeClientKey(alg: string): Promise<ClientKey> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true })
  const kid = randomUUID()
  return { alg, kid, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } }
}

/** Claims of a correct assertion for `clientId` at `issuer`. */
export function assertionClaims(clientId: string, issuer: string): Record<string, unknown> {
  const now = Math.floor(Date.now() / 1000)
  return { iss: clientId, sub: clientId, aud: issuer, iat: now, exp: now + 60, jti: randomUUID() }
}

/** The form parameters that present `claims` signed by `key`. Undefined claims are left out. */
export async function assertionForm(
  key: ClientKey,
  claims: Record<string, unknown>,
  header: Record<string, unknown> = {},
): Promise<Record<string, string>> {
  const assertion = await new SignJWT(JSON.parse(JSON.stringify(claims)))
    .setProtectedHeader({ alg: key.alg, kid: key.kid, ...header })
    .sign(key.privateKey)
  return { client_assertion_type: assertionType, client_assertion: assertion }
}
