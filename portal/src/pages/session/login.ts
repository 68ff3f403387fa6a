import type { APIRoute } from 'astro'
import { beginLogin } from '../../session/begin-login.ts'
import { safeNext } from '../../session/safe-next.ts'

/** Sends the browser to the people's issuer. `next` is a path of this portal. */
export const GET: APIRoute = async ({ url, cookies, locals, redirect }) => {
  const next = safeNext(url.searchParams.get('next'), `/${locals.lang}/dashboard`)
  const lang = next.slice(1, 3)
  return redirect((await beginLogin(cookies, next, lang, locals.octroi)).href, 303)
}
