import type { AstroCookies } from 'astro'
import * as oidc from 'openid-client'
import { closePersonSession } from '../api/persons.ts'
import { personIssuer } from './person-issuer.ts'
import { type PersonVisit, personApi } from './person-visit.ts'
import { dropCookie, readCookie, writeCookie } from './portal-cookies.ts'
import type { PortalSettings } from './portal-settings.ts'

/** Where the identity provider ends its own session; shown once after the session here has ended. */
export interface LeftPerson {
  readonly endUrl: string
}

/** Ends the session here and keeps, for two minutes, where the identity provider ends its own. */
export async function endPersonVisit(cookies: AstroCookies, lang: string, settings: PortalSettings): Promise<void> {
  const visit = await readCookie<PersonVisit>(cookies, 'person', settings)
  dropCookie(cookies, 'person', settings)
  if (visit === null) return
  await closePersonSession(personApi(visit, lang, settings)).catch(() => undefined)
  if (visit.idToken === null || !settings.personIssuer) return
  try {
    const issuer = await personIssuer(settings.personIssuer, settings)
    if (issuer.serverMetadata().end_session_endpoint === undefined) return
    const url = oidc.buildEndSessionUrl(issuer, {
      id_token_hint: visit.idToken,
      post_logout_redirect_uri: `${settings.publicUrl}/${lang}/my-data`,
      state: oidc.randomState(),
    })
    const left: LeftPerson = { endUrl: url.href }
    await writeCookie(cookies, 'person-left', left, 120, settings)
  } catch {
    return
  }
}
