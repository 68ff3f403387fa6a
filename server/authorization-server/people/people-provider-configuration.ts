import { type Configuration, errors, type KoaContextWithOIDC } from 'oidc-provider'
import type { Account } from '#core/accounts/account.ts'
import { type ArtifactAdapterDeps, createArtifactAdapter } from './artifact-adapter.ts'
import type { PeopleSecrets } from './derive-people-secrets.ts'
import { isSessionOver } from './is-session-over.ts'
import { loadFirstPartyGrant } from './load-first-party-grant.ts'
import { loginPolicy } from './login-policy.ts'
import { managementScope } from './management-scope.ts'
import { cliClientId, peopleClients } from './people-clients.ts'

const minute = 60
const hour = 60 * minute
const day = 24 * hour

export interface PeoplePolicy extends ArtifactAdapterDeps {
  readonly publicUrl: string
  /** Base path of issuer URLs: `/login`. */
  readonly basePath: string
  /** Identifier of the management API: `${publicUrl}/management/v1`. */
  readonly managementUrl: string
  readonly secrets: PeopleSecrets
  readonly findAccount: (accountId: string) => Promise<Account | null>
  /** Account id of a machine client; null for the portal and the CLI. */
  readonly machineAccountId: (clientId: string) => Promise<string | null>
  readonly renderLogout: (ctx: KoaContextWithOIDC, form: string) => Promise<void> | void
  readonly renderLoggedOut: (ctx: KoaContextWithOIDC) => void
  readonly renderError: (ctx: KoaContextWithOIDC, error: string) => void
}

/** The whole OAuth policy of the people's issuer: code with PKCE for people, client credentials for machines. */
export function peopleProviderConfiguration(policy: PeoplePolicy): Configuration {
  const { basePath, managementUrl, secrets } = policy
  const cookie = { signed: true, httpOnly: true, sameSite: 'lax', path: basePath } as const
  return {
    adapter: (model: string) => createArtifactAdapter(model, policy),
    clients: peopleClients(policy.publicUrl, secrets.portalClientSecret),
    jwks: { keys: [secrets.idTokenKey.privateJwk] },
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    responseTypes: ['code'],
    scopes: ['openid'],
    claims: { openid: ['sub'] },
    pkce: { required: () => true },
    allowOmittingSingleRegisteredRedirectUri: false,
    clockTolerance: 5,
    cookies: {
      keys: [secrets.cookieKey],
      names: { session: 'octroi_login', interaction: 'octroi_login_step', resume: 'octroi_login_resume' },
      long: cookie,
      short: cookie,
    },
    ttl: {
      AccessToken: 10 * minute,
      ClientCredentials: 10 * minute,
      AuthorizationCode: minute,
      IdToken: hour,
      Interaction: hour,
      RefreshToken: (_ctx, _token, client) => (client.clientId === cliClientId ? 14 * day : 12 * hour),
      Session: 12 * hour,
      Grant: 15 * day,
    },
    /** A public client proves nothing but the token, so each is good once; the portal authenticates. */
    rotateRefreshToken: (ctx) => ctx.oidc.client?.clientAuthMethod === 'none',
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    expiresWithSession: async (ctx) => ctx.oidc.client?.clientId !== cliClientId,
    async findAccount(_ctx, sub, token) {
      const account = await policy.findAccount(sub)
      if (isSessionOver(account, (token as { iat?: number } | undefined)?.iat ?? Number.MAX_SAFE_INTEGER))
        return undefined
      return { accountId: sub, claims: () => ({ sub }) }
    },
    loadExistingGrant: (ctx) => loadFirstPartyGrant(ctx, managementUrl),
    interactions: {
      policy: loginPolicy(policy),
      url: (_ctx, interaction) => `${basePath}/interaction/${interaction.uid}`,
    },
    async extraTokenClaims(_ctx, token) {
      if (token.kind !== 'ClientCredentials') return undefined
      return { account_id: (await policy.machineAccountId(token.clientId ?? '')) ?? undefined }
    },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      dPoP: { enabled: false },
      clientCredentials: { enabled: true },
      revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: async (ctx, form) => policy.renderLogout(ctx, form),
        postLogoutSuccessSource: async (ctx) => policy.renderLoggedOut(ctx),
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => managementUrl,
        useGrantedResource: () => true,
        getResourceServerInfo(ctx, resource) {
          if (resource !== managementUrl) throw new errors.InvalidTarget()
          const isFirst = ctx.oidc.route === 'authorization' || ctx.oidc.params?.grant_type === 'client_credentials'
          if (isFirst && ctx.oidc.params) ctx.oidc.params.scope ??= managementScope
          return { scope: managementScope, audience: managementUrl, accessTokenFormat: 'opaque' }
        },
      },
    },
    clientBasedCORS: () => false,
    renderError: async (ctx, out) => policy.renderError(ctx, out.error),
    fetch: () => Promise.reject(new Error('this issuer fetches nothing')),
    fetchResponseBodyLimits: { jwks_uri: 1, sector_identifier_uri: 1 },
  }
}
