import { createPrivateKey } from 'node:crypto'
import { ConfigurationError } from './configuration-error.ts'

/** @throws ConfigurationError unless the text is a private JWK (RFC 7517) of an elliptic curve or RSA. */
export function readPrivateJwk(text: string): Readonly<Record<string, unknown>> {
  try {
    const jwk = JSON.parse(text) as Record<string, unknown>
    createPrivateKey({ key: jwk, format: 'jwk' })
    return jwk
  } catch {
    throw new ConfigurationError('OCTROI_FRANCE_CONNECT_KEY is no private key in JWK form (EC or RSA).')
  }
}
