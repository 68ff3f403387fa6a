import type { APIRoute } from 'astro'
import { completeLogin } from '../../session/complete-login.ts'
import { setFlash } from '../../session/flash.ts'

/** Where the issuer brings the browser back with a code. */
export const GET: APIRoute = async ({ url, cookies, locals, redirect }) => {
  const next = await completeLogin(cookies, url.search, locals.octroi)
  if (next !== null) return redirect(next, 303)
  await setFlash(cookies, { notice: 'login.failed' }, locals.octroi)
  return redirect(`/${locals.lang}/catalog`, 303)
}
