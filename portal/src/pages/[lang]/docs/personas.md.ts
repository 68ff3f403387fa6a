import type { APIRoute } from 'astro'
import { listPersonas } from '../../../api/sandbox-library.ts'
import { textOf } from '../../../i18n/localized-text.ts'

/** The list of personas for readers that are programs. */
export const GET: APIRoute = async ({ locals }) => {
  const { lang, t, octroi } = locals
  const { items } = await listPersonas(octroi)
  const list = items.map(
    ({ slug, title, story }) => `- [${textOf(title, lang)}](/${lang}/docs/personas/${slug}.md): ${textOf(story, lang)}`,
  )
  const text = `# ${t('personas.title')}\n\n${t('personas.lead')}\n\n${list.join('\n')}\n`
  return new Response(text, { headers: { 'content-type': 'text/markdown; charset=utf-8' } })
}
