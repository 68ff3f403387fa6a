import { createHmac } from 'node:crypto'
import { type Configuration, errors, type KoaContextWithOIDC, Provider } from 'oidc-provider'
import type { LoginChoices } from '#core/persons/login-choices.ts'
import type { Clock } from '#core/ports/clock.ts'
import type { SigningKey } from '../signing/signing-key.ts'
import { claimsOf, identityScopes } from './identity-claims.ts'
import { type FindLoginClient, loginClientMetadata, matchesLoginSecret } from './login-client.ts'
import { assuranceLevels, loginRules } from './login-rules.ts'
import { createMemoryAdapter, type LoginMemory } from './memory-adapter.ts'

/** What the provider's policy depends on. */
export interface PersonPolicy {
  readonly issuer: string
  readonly basePath: string
  readonly choices: LoginChoices
  readonly clients: FindLoginClient
  readonly memory: LoginMemory
  readonly signingKey: SigningKey
  /** Signs cookies and makes subjects. */
  readonly secret: string
  readonly clock: Clock
  readonly tokenLifeSeconds: number
  readonly renderError: (ctx: KoaContextWithOIDC, error: string) => void
  readonly renderLogout: (ctx: KoaContextWithOIDC, form: string) => Promise<void> | void
  readonly renderLoggedOut: (ctx: KoaContextWithOIDC) => void
}

/** One library instance; the data scopes it knows are read once, so a new catalogue builds the next one. */
export function createPersonProvider(policy: PersonPolicy, dataScopes: readonly string[]): Provider {
  const provider = new Provider(policy.issuer, configurationOf(policy, dataScopes))
  provider.proxy = true
  provider.Client.prototype.compareClientSecret = function compareClientSecret(secret: string): boolean {
    const client = policy.clients(this.clientId)
    return client !== null && matchesLoginSecret(client, secret)
  }
  provider.use(async (ctx, next) => {
    await next()
    // A service provider's server calls, never its page.
    for (const name of Object.keys(ctx.response.headers)) if (name.startsWith('access-control-')) ctx.remove(name)
  })
  return provider
}

/** The subject of a person at one reader: nobody can join what two of them know. */
export function subjectOf(secret: string, reader: string, personId: string): string {
  return createHmac('sha256', secret).update(`subject ${reader} ${personId}`).digest('base64url')
}

function configurationOf(policy: PersonPolicy, dataScopes: readonly string[]): Configuration {
  const { basePath, choices, clock } = policy
  const cookie = { signed: true, httpOnly: true, sameSite: 'lax', path: basePath } as const
  return {
    adapter: (model: string) =>
      createMemoryAdapter(model, policy.memory, clock, (id) => {
        const client = policy.clients(id)
        const isBasic = /^basic /i.test(Provider.ctx?.get('authorization') ?? '')
        return client ? loginClientMetadata(client, isBasic) : undefined
      }),
    jwks: { keys: [policy.signingKey.privateJwk] },
    routes: {
      authorization: '/authorize',
      token: '/token',
      userinfo: '/userinfo',
      end_session: '/session/end',
      jwks: '/jwks',
    },
    clientAuthMethods: ['client_secret_post', 'client_secret_basic'],
    enabledJWA: { idTokenSigningAlgValues: ['ES256'], userinfoSigningAlgValues: ['ES256'] },
    responseTypes: ['code'],
    scopes: [...Object.keys(identityScopes), ...dataScopes],
    claims: Object.fromEntries(Object.entries(identityScopes).map(([scope, claims]) => [scope, [...claims]])),
    acrValues: [...assuranceLevels],
    subjectTypes: ['pairwise'],
    pairwiseIdentifier: async (_ctx, personId, client) => subjectOf(policy.secret, client.clientId, personId),
    sectorIdentifierUriValidate: () => false,
    pkce: { required: () => false },
    allowOmittingSingleRegisteredRedirectUri: false,
    clockTolerance: 5,
    cookies: {
      keys: [policy.secret],
      names: { session: 'octroi_person', interaction: 'octroi_person_step', resume: 'octroi_person_resume' },
      long: cookie,
      short: cookie,
    },
    ttl: {
      AccessToken: policy.tokenLifeSeconds,
      AuthorizationCode: 60,
      IdToken: policy.tokenLifeSeconds,
      Interaction: 1800,
      Session: 1800,
      Grant: 1800,
    },
    async findAccount(_ctx, id) {
      const person = choices.find(id)
      return person ? { accountId: id, claims: () => ({ sub: id, ...claimsOf(person) }) } : undefined
    },
    async loadExistingGrant({ oidc }) {
      const { client, session, provider } = oidc
      if (!client || !session?.accountId) return undefined
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
      grant.addOIDCScope([...oidc.requestParamOIDCScopes].join(' '))
      await grant.save()
      return grant
    },
    interactions: { policy: loginRules(), url: (_ctx, { uid }) => `${basePath}/interaction/${uid}` },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: true },
      jwtUserinfo: { enabled: true },
      pushedAuthorizationRequests: { enabled: false },
      resourceIndicators: { enabled: false },
      dPoP: { enabled: false },
      claimsParameter: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: async (ctx, form) => policy.renderLogout(ctx, form),
        postLogoutSuccessSource: async (ctx) => policy.renderLoggedOut(ctx),
      },
    },
    clientBasedCORS: () => false,
    renderError: async (ctx, out) => policy.renderError(ctx, out.error),
    fetch: () => Promise.reject(new errors.TemporarilyUnavailable('this issuer fetches nothing')),
    fetchResponseBodyLimits: { jwks_uri: 1, sector_identifier_uri: 1 },
  }
}
