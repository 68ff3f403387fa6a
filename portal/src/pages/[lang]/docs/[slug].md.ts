import type { APIRoute } from 'astro'
import { findExample } from '../../../features/guides/find-example.ts'
import { listGuides } from '../../../features/guides/guides.ts'
import { fillPlaceholders, placeholdersOf } from '../../../features/guides/placeholders.ts'

/** The same guide as Markdown, for readers that are programs. */
export const GET: APIRoute = async ({ params, locals, rewrite }) => {
  const { lang, api, octroi } = locals
  const guide = (await listGuides(lang)).find(({ slug }) => slug === params['slug'])
  if (guide === undefined) return rewrite(`/${lang}/not-found`)
  const values = placeholdersOf(octroi, await findExample(api))
  const text = `# ${guide.title}\n\n${guide.summary}\n\n${fillPlaceholders(guide.markdown, values)}\n`
  return new Response(text, { headers: { 'content-type': 'text/markdown; charset=utf-8' } })
}
