import type { APIRoute } from 'astro'
import { faresMarkdown } from '../../../features/population/fares-markdown.ts'

/** The fare tables for readers that are programs. */
export const GET: APIRoute = async ({ locals }) => {
  const { lang, t, octroi } = locals
  return new Response(await faresMarkdown(octroi, lang, t), {
    headers: { 'content-type': 'text/markdown; charset=utf-8' },
  })
}
