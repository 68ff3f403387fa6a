import type { ClientMetadata, JWK } from 'oidc-provider'
import type { MachineClient } from './client-index.ts'
import { liveCredentials } from './live-credentials.ts'

/** How a token request proves who it is, seen from what it presents. */
export type PresentedMethod = 'client_secret_basic' | 'private_key_jwt' | 'self_signed_tls_client_auth'

/** What a token is to be bound to: a certificate that is there, a key that must be proven, or what comes. */
export type WantedBinding = 'certificate' | 'key' | null

/**
 * Our application as the library's client metadata, for one request. The library knows a single
 * authentication method per client while an application may hold secrets and keys, so the method is
 * the one presented, and so is the binding of its token. No hash is in here: `matchSecret` compares, and the placeholder is never read.
 */
export function clientMetadata(
  client: MachineClient,
  method: PresentedMethod,
  binding: WantedBinding,
  now: number,
): ClientMetadata {
  const shared = {
    client_id: client.client_id,
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
    token_endpoint_auth_method: method,
    dpop_bound_access_tokens: binding === 'key',
    tls_client_certificate_bound_access_tokens: binding === 'certificate',
  } as const
  if (method === 'client_secret_basic') return { ...shared, client_secret: 'kept-as-a-hash' }
  const keys = liveCredentials(client, 'jwks', now).flatMap((credential) => credential.jwks?.keys ?? [])
  return { ...shared, jwks: { keys: keys as JWK[] } }
}
