import type { AstroCookies } from 'astro'
import * as oidc from 'openid-client'
import { openPersonSession } from '../api/persons.ts'
import type { PendingPersonLogin } from './begin-person-login.ts'
import { personIssuer } from './person-issuer.ts'
import { type PersonVisit, personApi } from './person-visit.ts'
import { dropCookie, readCookie, writeCookie } from './portal-cookies.ts'
import type { PersonIssuerClient, PortalSettings } from './portal-settings.ts'

/** The language the login began in when it succeeded; null when it was not begun here, or did not succeed. */
export async function completePersonLogin(
  cookies: AstroCookies,
  search: string,
  client: PersonIssuerClient,
  settings: PortalSettings,
): Promise<string | null> {
  const pending = await readCookie<PendingPersonLogin>(cookies, 'person-login', settings)
  dropCookie(cookies, 'person-login', settings)
  if (pending === null) return null
  try {
    const tokens = await oidc.authorizationCodeGrant(
      await personIssuer(client, settings),
      new URL(`${settings.publicUrl}/session/person/callback${search}`),
      { pkceCodeVerifier: pending.verifier, expectedState: pending.state, expectedNonce: pending.nonce },
    )
    const opened = await openPersonSession(personApi(null, pending.lang, settings), tokens.access_token)
    const visit: PersonVisit = { token: opened.session_token, idToken: tokens.id_token ?? null }
    const seconds = Math.floor((Date.parse(opened.expires_at) - Date.now()) / 1000)
    await writeCookie(cookies, 'person', visit, seconds, settings)
    return pending.lang
  } catch {
    return null
  }
}
