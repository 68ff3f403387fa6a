import type { APIRoute } from 'astro'
import { fullText } from '../../features/guides/full-text.ts'

/** The whole documentation in one text, in the language of the address. */
export const GET: APIRoute = async ({ locals }) => {
  const text = await fullText(locals.api, locals.octroi, locals.lang)
  return new Response(text, { headers: { 'content-type': 'text/plain; charset=utf-8' } })
}
