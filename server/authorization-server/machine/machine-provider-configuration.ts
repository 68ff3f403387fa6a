import { X509Certificate } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { type Configuration, errors, type KoaContextWithOIDC } from 'oidc-provider'
import { proofAlgorithms } from '#core/oauth/proof-algorithms.ts'
import type { SigningKey } from '../signing/signing-key.ts'
import { checkAssertion } from './check-assertion.ts'
import type { ClientIndex } from './client-index.ts'
import { grantedScopes } from './granted-scopes.ts'
import { createMachineAdapter, type MachineAdapterDeps } from './machine-adapter.ts'
import { matchAssertionKey } from './match-assertion-key.ts'
import { resolveScope } from './resolve-scope.ts'

/** Signature algorithms of client assertions. No RSA with PKCS#1 v1.5, no HMAC, no `none` (FAPI 2.0 section 5.4). */
export const assertionAlgorithms = ['ES256', 'PS256', 'Ed25519'] as const

/** Life of a machine's access token, in seconds. */
export const tokenLifeSeconds = 300

/** What the machine issuer's policy depends on. */
export interface MachinePolicy extends MachineAdapterDeps {
  readonly clients: ClientIndex
  readonly issuer: string
  /** The environment's gateway: the audience of every token. */
  readonly audience: string
  /** 32 bytes, the same on all replicas; null when proofs need no nonce. */
  readonly nonceSecret: Buffer | null
}

/** The whole OAuth policy of a machine issuer: client credentials only, nothing stored, nothing fetched. */
export function machineProviderConfiguration(policy: MachinePolicy, key: SigningKey): Configuration {
  const now = () => policy.clock.now()
  return {
    adapter: (name: string) => createMachineAdapter(name, policy),
    jwks: { keys: [key.privateJwk] },
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'self_signed_tls_client_auth'],
    enabledJWA: {
      clientAuthSigningAlgValues: [...assertionAlgorithms],
      dPoPSigningAlgValues: [...proofAlgorithms],
    },
    clientDefaults: { grant_types: ['client_credentials'], response_types: [], id_token_signed_response_alg: 'ES256' },
    responseTypes: [],
    scopes: [],
    clockTolerance: 10,
    ttl: { ClientCredentials: tokenLifeSeconds },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      dPoP: {
        enabled: true,
        ...(policy.nonceSecret === null ? {} : { nonceSecret: policy.nonceSecret, requireNonce: () => true }),
      },
      mTLS: {
        enabled: true,
        certificateBoundAccessTokens: true,
        selfSignedTlsClientAuth: true,
        tlsClientAuth: false,
        getCertificate: (ctx) => certificateOf(policy, ctx.req),
        certificateAuthorized: () => false,
        certificateSubjectMatches: () => false,
      },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => policy.audience,
        async getResourceServerInfo(ctx, resource) {
          if (resource !== policy.audience && resource !== `${policy.audience}/`) throw new errors.InvalidTarget()
          const client = policy.clients.find(ctx.oidc.client?.clientId ?? '')
          if (client?.requires_bound_tokens) demandBinding(policy, ctx)
          const granted = client ? grantedScopes(client, now()) : []
          const scope = resolveScope(granted, ctx.oidc.params?.scope)
          if (ctx.oidc.params) ctx.oidc.params.scope = scope
          return {
            scope,
            audience: policy.audience,
            accessTokenFormat: 'jwt',
            accessTokenTTL: tokenLifeSeconds,
            jwt: { sign: { alg: 'ES256' } },
          }
        },
      },
    },
    async assertJwtClientAuthClaimsAndHeader(ctx, claims, header, client) {
      const exchange = policy.exchangeOf(ctx)
      exchange.assertionIssuedAt = checkAssertion(claims, header, policy.issuer, now())
      const known = policy.clients.find(client.clientId)
      const assertion = String(ctx.oidc.params?.client_assertion)
      const credentialId = known && (await matchAssertionKey(known, assertion, String(header.alg), now()))
      if (!credentialId) throw new errors.InvalidClientAuth('no live key of the client signed this')
      exchange.credentialId = credentialId
    },
    extraTokenClaims: (ctx) => ({ cred: policy.exchangeOf(ctx).credentialId }),
    clientBasedCORS: () => false,
    fetch: () => Promise.reject(new Error('this issuer fetches nothing')),
    fetchResponseBodyLimits: { jwks_uri: 1, sector_identifier_uri: 1 },
  }
}

function certificateOf(policy: MachinePolicy, req: IncomingMessage): X509Certificate | undefined {
  const shown = policy.certificateOf(req)
  return shown ? new X509Certificate(Buffer.from(shown.der, 'base64')) : undefined
}

/** @throws InvalidDpopProof where a token would be a plain bearer. The library insists too, in fewer words. */
function demandBinding(policy: MachinePolicy, ctx: KoaContextWithOIDC): void {
  if (ctx.headers.dpop !== undefined || policy.certificateOf(ctx.req) !== null) return
  throw new errors.InvalidDpopProof(
    'this application takes only tokens bound to a key or a certificate: send a DPoP proof',
  )
}
