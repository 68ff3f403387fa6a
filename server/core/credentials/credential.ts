import type { Environment } from '../environment.ts'

/**
 * `client_secret`: authenticates at the token endpoint. `jwks`: public keys for private_key_jwt.
 * `static_bearer`: opaque, sent straight to the gateway, bound to one grant.
 * `france_connect`: lets a person log in, so that their token is the bearer.
 */
export type CredentialKind = 'client_secret' | 'jwks' | 'static_bearer' | 'france_connect'

/** An application as a client of FranceConnect, or of the sandbox's provider of the same shape. */
export interface FranceConnectRegistration {
  /** The audience of a person's token. The sandbox makes it; in production FranceConnect gave it. */
  readonly client_id: string
  /** Exact addresses; none in production, where FranceConnect keeps them. */
  readonly redirect_uris: readonly string[]
  readonly post_logout_redirect_uris: readonly string[]
}

/** A way for one application to prove itself in one environment. Secrets are kept as hashes only. */
export interface Credential {
  readonly id: string
  readonly application_id: string
  readonly environment: Environment
  readonly kind: CredentialKind
  readonly label: string
  /** Hex SHA-256 of the whole secret (256 random bits, so no salt or stretching is needed); null for `jwks`. */
  readonly secret_hash: string | null
  /** First characters of the secret, to recognise it in a list; never enough to use it. */
  readonly hint: string | null
  /** Public JWK Set for `jwks`, else null. Private members are refused at the door. */
  readonly jwks: { readonly keys: readonly Record<string, unknown>[] } | null
  /** The one grant a `static_bearer` opens, else null. */
  readonly grant_id: string | null
  /** Set for `france_connect` alone. */
  readonly france_connect?: FranceConnectRegistration | null
  /** CIDR blocks a `static_bearer` may be used from; empty means any. */
  readonly allowed_ips: readonly string[]
  readonly expires_at: string | null
  readonly revoked_at: string | null
  readonly last_used_at: string | null
  readonly created_at: string
}
