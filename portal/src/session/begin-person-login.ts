import type { AstroCookies } from 'astro'
import * as oidc from 'openid-client'
import { personIssuer } from './person-issuer.ts'
import { writeCookie } from './portal-cookies.ts'
import type { PersonIssuerClient, PortalSettings } from './portal-settings.ts'

/** What must come back unchanged with the code. */
export interface PendingPersonLogin {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  readonly lang: string
}

/** Where to send a person to log in: the pivot identity is asked for and nothing else. */
export async function beginPersonLogin(
  cookies: AstroCookies,
  client: PersonIssuerClient,
  lang: string,
  settings: PortalSettings,
): Promise<URL> {
  const issuer = await personIssuer(client, settings)
  const pending: PendingPersonLogin = {
    state: oidc.randomState(),
    nonce: oidc.randomNonce(),
    verifier: oidc.randomPKCECodeVerifier(),
    lang,
  }
  await writeCookie(cookies, 'person-login', pending, 900, settings)
  return oidc.buildAuthorizationUrl(issuer, {
    redirect_uri: `${settings.publicUrl}/session/person/callback`,
    scope: 'openid identite_pivot',
    acr_values: 'eidas1',
    code_challenge: await oidc.calculatePKCECodeChallenge(pending.verifier),
    code_challenge_method: 'S256',
    state: pending.state,
    nonce: pending.nonce,
    ui_locales: lang,
  })
}
