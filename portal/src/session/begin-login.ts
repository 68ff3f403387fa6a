import type { AstroCookies } from 'astro'
import * as oidc from 'openid-client'
import { loginIssuer } from './login-issuer.ts'
import { writeCookie } from './portal-cookies.ts'
import type { PortalSettings } from './portal-settings.ts'

/** What must come back unchanged with the authorization code. */
export interface PendingLogin {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  readonly next: string
}

/** Where to send the browser to sign in (authorization code with PKCE, RFC 7636). */
export async function beginLogin(
  cookies: AstroCookies,
  next: string,
  lang: string,
  settings: PortalSettings,
): Promise<URL> {
  const issuer = await loginIssuer(settings)
  const pending: PendingLogin = {
    state: oidc.randomState(),
    nonce: oidc.randomNonce(),
    verifier: oidc.randomPKCECodeVerifier(),
    next,
  }
  await writeCookie(cookies, 'login', pending, 900, settings)
  return oidc.buildAuthorizationUrl(issuer, {
    redirect_uri: `${settings.publicUrl}/session/callback`,
    scope: 'openid offline_access',
    code_challenge: await oidc.calculatePKCECodeChallenge(pending.verifier),
    code_challenge_method: 'S256',
    state: pending.state,
    nonce: pending.nonce,
    ui_locales: lang,
  })
}
