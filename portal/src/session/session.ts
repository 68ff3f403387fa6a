import type { AstroCookies } from 'astro'
import type { LoginTokens } from './login-issuer.ts'
import { refreshTokens } from './login-issuer.ts'
import { dropCookie, readCookie, writeCookie } from './portal-cookies.ts'
import type { PortalSettings } from './portal-settings.ts'

/** A signed-in person, as the sealed cookie holds it. */
export interface Session extends LoginTokens {}

const sessionSeconds = 12 * 3600
const refreshAheadMs = 30_000

export function saveSession(cookies: AstroCookies, session: Session, settings: PortalSettings): Promise<void> {
  return writeCookie(cookies, 'session', session, sessionSeconds, settings)
}

/** The session of this browser with a live access token; refreshed when it is about to end. */
export async function loadSession(cookies: AstroCookies, settings: PortalSettings): Promise<Session | null> {
  const session = await readCookie<Session>(cookies, 'session', settings)
  if (session === null) return null
  if (session.expiresAt - refreshAheadMs > Date.now()) return session
  const renewed = await refreshTokens(session, settings)
  if (renewed === null) {
    dropCookie(cookies, 'session', settings)
    return null
  }
  await saveSession(cookies, renewed, settings)
  return renewed
}
