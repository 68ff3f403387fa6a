import type { APIRoute } from 'astro'
import { languages } from '../../../i18n/translate.ts'
import { beginPersonLogin } from '../../../session/begin-person-login.ts'

/** Sends a person to the identity provider of citizens. */
export const GET: APIRoute = async ({ url, cookies, locals, redirect }) => {
  const { octroi } = locals
  const asked = url.searchParams.get('lang') ?? ''
  const lang = languages.includes(asked) ? asked : locals.lang
  if (!octroi.personIssuer) return redirect(`/${lang}/my-data`, 303)
  try {
    return redirect((await beginPersonLogin(cookies, octroi.personIssuer, lang, octroi)).href, 303)
  } catch {
    return redirect(`/${lang}/my-data?login=failed`, 303)
  }
}
