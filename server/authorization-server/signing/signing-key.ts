import type { JWK } from 'oidc-provider'

/** The key an issuer signs with now. `kid` is the RFC 7638 thumbprint of its public half. */
export interface SigningKey {
  readonly kid: string
  readonly privateJwk: JWK
  readonly publicJwk: JWK
}

/** Where an issuer gets its signing key from. */
export interface SigningKeys {
  /** The key to sign with now; null until the first one may be used. */
  current(): SigningKey | null
}
