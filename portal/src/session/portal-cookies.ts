import type { AstroCookies } from 'astro'
import type { PortalSettings } from './portal-settings.ts'
import { seal, unseal } from './sealed-cookie.ts'

/** What each sealed cookie is for. */
export type CookiePurpose = 'session' | 'login' | 'flash' | 'sandbox' | 'person' | 'person-login' | 'person-left'

/** `__Host-` needs Secure, which a browser refuses over plain http. */
function nameOf(purpose: CookiePurpose, settings: PortalSettings): string {
  const prefix = settings.publicUrl.startsWith('https:') ? '__Host-' : ''
  return `${prefix}octroi-portal-${purpose}`
}

function options(settings: PortalSettings) {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: settings.publicUrl.startsWith('https:') } as const
}

export function readCookie<T>(
  cookies: AstroCookies,
  purpose: CookiePurpose,
  settings: PortalSettings,
): Promise<T | null> {
  return unseal<T>(cookies.get(nameOf(purpose, settings))?.value, purpose, settings.sessionKey)
}

export async function writeCookie(
  cookies: AstroCookies,
  purpose: CookiePurpose,
  value: unknown,
  seconds: number,
  settings: PortalSettings,
): Promise<void> {
  const sealed = await seal(value, purpose, seconds, settings.sessionKey)
  cookies.set(nameOf(purpose, settings), sealed, { ...options(settings), maxAge: seconds })
}

export function dropCookie(cookies: AstroCookies, purpose: CookiePurpose, settings: PortalSettings): void {
  const name = nameOf(purpose, settings)
  if (cookies.has(name)) cookies.delete(name, options(settings))
}
