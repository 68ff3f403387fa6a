import type { APIRoute } from 'astro'
import { languages } from '../../../i18n/translate.ts'
import { endPersonVisit } from '../../../session/end-person-visit.ts'

/** Ends the session of a person here; the next page says how to end the identity provider's too. */
export const POST: APIRoute = async ({ url, cookies, locals, redirect }) => {
  const asked = url.searchParams.get('lang') ?? ''
  const lang = languages.includes(asked) ? asked : locals.lang
  await endPersonVisit(cookies, lang, locals.octroi)
  return redirect(`/${lang}/my-data`, 303)
}
