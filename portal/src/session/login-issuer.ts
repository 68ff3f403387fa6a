import * as oidc from 'openid-client'
import { exchange } from '../api/http-exchange.ts'
import type { PortalSettings } from './portal-settings.ts'

export interface LoginTokens {
  readonly accessToken: string
  readonly refreshToken: string | null
  readonly idToken: string | null
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
}

const configurations = new Map<string, Promise<oidc.Configuration>>()

/** The people's issuer as discovered; kept per issuer, forgotten when discovery fails. */
export function loginIssuer(settings: PortalSettings): Promise<oidc.Configuration> {
  const known = configurations.get(settings.loginIssuer)
  if (known !== undefined) return known
  const { id, secret } = settings.loginClient
  const discovered = oidc.discovery(new URL(settings.loginIssuer), id, undefined, oidc.ClientSecretBasic(secret), {
    [oidc.customFetch]: (url, options) => fetchOverHttp(url, options, settings),
    execute: settings.loginIssuer.startsWith('http:') ? [oidc.allowInsecureRequests] : [],
  })
  configurations.set(settings.loginIssuer, discovered)
  discovered.catch(() => configurations.delete(settings.loginIssuer))
  return discovered
}

export function tokensOf(answer: oidc.TokenEndpointResponse, previous?: LoginTokens): LoginTokens {
  return {
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token ?? previous?.refreshToken ?? null,
    idToken: answer.id_token ?? previous?.idToken ?? null,
    expiresAt: Date.now() + (answer.expires_in ?? 300) * 1000,
  }
}

const renewals = new Map<string, Promise<LoginTokens | null>>()

/**
 * New tokens for old, or null when the issuer says the session is over. Refresh tokens rotate, so two
 * requests of one browser share one renewal: the second use of a token would end the session.
 */
export function refreshTokens(tokens: LoginTokens, settings: PortalSettings): Promise<LoginTokens | null> {
  const refreshToken = tokens.refreshToken
  if (refreshToken === null) return Promise.resolve(null)
  const running = renewals.get(refreshToken)
  if (running !== undefined) return running
  const renewal = loginIssuer(settings)
    .then((issuer) => oidc.refreshTokenGrant(issuer, refreshToken))
    .then((answer) => tokensOf(answer, tokens))
    .catch(() => null)
  renewals.set(refreshToken, renewal)
  setTimeout(() => renewals.delete(refreshToken), 30_000).unref()
  return renewal
}

async function fetchOverHttp(
  url: string,
  options: oidc.CustomFetchOptions,
  settings: PortalSettings,
): Promise<Response> {
  const ours = url.startsWith(`${settings.publicUrl}/`)
  const body = options.body
  const answer = await exchange({
    method: options.method,
    url,
    headers: { ...options.headers, 'accept-encoding': 'identity' },
    connectTo: ours ? settings.loopbackUrl : undefined,
    ...(body === undefined || body === null ? {} : { body: String(body) }),
  })
  const headers = new Headers()
  for (const [name, value] of Object.entries(answer.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  const empty = answer.status === 204 || answer.status === 304
  return new Response(empty ? null : new Uint8Array(answer.body), { status: answer.status, headers })
}
