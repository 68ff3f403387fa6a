import type { APIRoute } from 'astro'
import { getPersona } from '../../../../api/sandbox-library.ts'
import { personaMarkdown } from '../../../../features/personas/persona-markdown.ts'

/** A persona's page for readers that are programs. */
export const GET: APIRoute = async ({ params, locals }) => {
  const { lang, t, octroi } = locals
  const persona = await getPersona(octroi, params['persona'] ?? '')
  const text = personaMarkdown(persona, lang, t, octroi.sandboxUrl)
  return new Response(text, { headers: { 'content-type': 'text/markdown; charset=utf-8' } })
}
