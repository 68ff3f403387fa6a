import type { APIRoute } from 'astro'
import { nonRealityMarkdown } from '../../../features/population/non-reality-markdown.ts'

/** The declaration for readers that are programs. */
export const GET: APIRoute = ({ locals }) => {
  const { lang, t } = locals
  return new Response(nonRealityMarkdown(lang, t), { headers: { 'content-type': 'text/markdown; charset=utf-8' } })
}
