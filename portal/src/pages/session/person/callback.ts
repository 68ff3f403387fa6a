import type { APIRoute } from 'astro'
import { completePersonLogin } from '../../../session/complete-person-login.ts'

/** Where the identity provider of citizens brings the browser back with a code. */
export const GET: APIRoute = async ({ url, cookies, locals, redirect }) => {
  const { octroi } = locals
  const client = octroi.personIssuer
  const lang = client ? await completePersonLogin(cookies, url.search, client, octroi) : null
  if (lang !== null) return redirect(`/${lang}/my-data/consultations`, 303)
  return redirect(`/${locals.lang}/my-data?login=failed`, 303)
}
