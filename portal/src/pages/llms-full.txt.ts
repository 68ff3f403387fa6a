import type { APIRoute } from 'astro'
import { fullText } from '../features/guides/full-text.ts'
import { languages } from '../i18n/translate.ts'

/** The whole documentation in one text, every language after the other. */
export const GET: APIRoute = async ({ locals }) => {
  const texts = await Promise.all(languages.map((lang) => fullText(locals.api, locals.octroi, lang)))
  return new Response(texts.join('\n\n'), { headers: { 'content-type': 'text/plain; charset=utf-8' } })
}
