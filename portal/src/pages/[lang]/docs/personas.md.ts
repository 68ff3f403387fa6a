import type { APIRoute } from 'astro'
import { personasMarkdown } from '../../../features/personas/personas-markdown.ts'

/** The list of personas for readers that are programs. */
export const GET: APIRoute = async ({ locals }) => {
  const { lang, t, octroi } = locals
  return new Response(await personasMarkdown(octroi, lang, t), {
    headers: { 'content-type': 'text/markdown; charset=utf-8' },
  })
}
