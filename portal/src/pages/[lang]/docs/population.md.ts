import type { APIRoute } from 'astro'
import { populationMarkdown } from '../../../features/population/population-markdown.ts'

/** The fidelity report for readers that are programs. */
export const GET: APIRoute = async ({ locals }) => {
  const { lang, t, octroi } = locals
  return new Response(await populationMarkdown(octroi, lang, t), {
    headers: { 'content-type': 'text/markdown; charset=utf-8' },
  })
}
