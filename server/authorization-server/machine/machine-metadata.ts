import { proofAlgorithms } from '#core/oauth/proof-algorithms.ts'
import { assertionAlgorithms } from './machine-provider-configuration.ts'

/** Authorization server metadata (RFC 8414 section 2): what this issuer supports, and nothing it does not. */
export function machineMetadata(issuer: string, takesCertificates: boolean): Readonly<Record<string, unknown>> {
  return {
    issuer,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: [],
    grant_types_supported: ['client_credentials'],
    token_endpoint_auth_methods_supported: [
      ...['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
      ...(takesCertificates ? ['self_signed_tls_client_auth'] : []),
    ],
    token_endpoint_auth_signing_alg_values_supported: [...assertionAlgorithms],
    dpop_signing_alg_values_supported: [...proofAlgorithms],
    tls_client_certificate_bound_access_tokens: takesCertificates,
  }
}
