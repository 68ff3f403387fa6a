import type { AstroCookies } from 'astro'
import * as oidc from 'openid-client'
import { loginIssuer } from './login-issuer.ts'
import { dropCookie } from './portal-cookies.ts'
import type { PortalSettings } from './portal-settings.ts'
import type { Session } from './session.ts'

/** Forgets the session here, revokes its tokens, and answers where the issuer ends its own. */
export async function endSession(
  cookies: AstroCookies,
  session: Session | null,
  settings: PortalSettings,
): Promise<string> {
  dropCookie(cookies, 'session', settings)
  dropCookie(cookies, 'sandbox', settings)
  dropCookie(cookies, 'flash', settings)
  const home = `${settings.publicUrl}/`
  if (session === null) return home
  try {
    const issuer = await loginIssuer(settings)
    const token = session.refreshToken ?? session.accessToken
    await oidc.tokenRevocation(issuer, token).catch(() => undefined)
    if (session.idToken === null || issuer.serverMetadata().end_session_endpoint === undefined) return home
    return oidc.buildEndSessionUrl(issuer, { id_token_hint: session.idToken, post_logout_redirect_uri: home }).href
  } catch {
    return home
  }
}
