import { identityScopes } from './identity-claims.ts'
import { assuranceLevels } from './login-rules.ts'

/** Discovery document (OpenID Connect Discovery 1.0), with the paths FranceConnect has. */
export function personMetadata(issuer: string, dataScopes: readonly string[]): Readonly<Record<string, unknown>> {
  const methods = ['client_secret_post', 'client_secret_basic']
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    end_session_endpoint: `${issuer}/session/end`,
    jwks_uri: `${issuer}/jwks`,
    scopes_supported: [...Object.keys(identityScopes), ...dataScopes],
    claims_supported: [...new Set(['iss', 'acr', ...Object.values(identityScopes).flat()])],
    acr_values_supported: assuranceLevels,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['ES256'],
    userinfo_signing_alg_values_supported: ['ES256'],
    token_endpoint_auth_methods_supported: methods,
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
    claims_parameter_supported: false,
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
    ui_locales_supported: ['fr', 'en'],
  }
}
