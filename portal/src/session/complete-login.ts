import type { AstroCookies } from 'astro'
import * as oidc from 'openid-client'
import type { PendingLogin } from './begin-login.ts'
import { loginIssuer, tokensOf } from './login-issuer.ts'
import { dropCookie, readCookie } from './portal-cookies.ts'
import type { PortalSettings } from './portal-settings.ts'
import { saveSession } from './session.ts'

/** Exchanges the code for tokens and answers where the person was going; null when the login was not begun here. */
export async function completeLogin(
  cookies: AstroCookies,
  search: string,
  settings: PortalSettings,
): Promise<string | null> {
  const pending = await readCookie<PendingLogin>(cookies, 'login', settings)
  dropCookie(cookies, 'login', settings)
  if (pending === null) return null
  try {
    const answer = await oidc.authorizationCodeGrant(
      await loginIssuer(settings),
      new URL(`${settings.publicUrl}/session/callback${search}`),
      { pkceCodeVerifier: pending.verifier, expectedState: pending.state, expectedNonce: pending.nonce },
    )
    await saveSession(cookies, tokensOf(answer), settings)
    return pending.next
  } catch {
    return null
  }
}
