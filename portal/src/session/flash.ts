import type { AstroCookies } from 'astro'
import type { MessageKey } from '../i18n/translate.ts'
import { dropCookie, readCookie, writeCookie } from './portal-cookies.ts'
import type { PortalSettings } from './portal-settings.ts'

/** A secret that is shown on the next page and never again. */
export interface ShownSecret {
  readonly environment: string
  readonly clientId: string
  readonly secret: string
  readonly kind: string
}

/** What the page after a redirect says once. */
export interface Flash {
  readonly notice: MessageKey
  readonly parameters?: Readonly<Record<string, string>>
  readonly secret?: ShownSecret
  /** Secrets of links to authorities, by the name the editor gave each. */
  readonly links?: readonly { readonly label: string; readonly token: string }[]
}

export function setFlash(cookies: AstroCookies, flash: Flash, settings: PortalSettings): Promise<void> {
  return writeCookie(cookies, 'flash', flash, 120, settings)
}

export async function takeFlash(cookies: AstroCookies, settings: PortalSettings): Promise<Flash | null> {
  const flash = await readCookie<Flash>(cookies, 'flash', settings)
  dropCookie(cookies, 'flash', settings)
  return flash
}
