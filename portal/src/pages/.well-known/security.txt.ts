import type { APIRoute } from 'astro'
import { securityTxt } from '../../features/legal/security-txt.ts'
import { languages } from '../../i18n/translate.ts'

/** Who finds a weakness learns here whom to tell. */
export const GET: APIRoute = ({ locals }) => {
  const { publisher, publicUrl } = locals.octroi
  const text = securityTxt(publisher?.security ?? null, publicUrl, languages, Date.now())
  const headers = { 'content-type': 'text/plain; charset=utf-8' }
  return text === null ? new Response('Not found\n', { status: 404, headers }) : new Response(text, { headers })
}
