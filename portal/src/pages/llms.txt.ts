import type { APIRoute } from 'astro'
import { listApis } from '../api/catalog.ts'
import { listPersonas } from '../api/sandbox-library.ts'
import { listGuides } from '../features/guides/guides.ts'
import { sandboxPages } from '../features/guides/sandbox-pages.ts'
import { textOf } from '../i18n/localized-text.ts'
import { languages, translator } from '../i18n/translate.ts'

/** What a program needs to find its way: guides as Markdown and the document of each API, by language. */
export const GET: APIRoute = async ({ locals }) => {
  const { publicUrl } = locals.octroi
  const { items } = await listApis(locals.api)
  const { items: personas } = await listPersonas(locals.octroi).catch(() => ({ items: [] }))
  const parts = languages.map(async (lang) => {
    const t = translator(lang)
    const guides = (await listGuides(lang)).map(
      ({ slug, title, summary }) => `- [${title}](${publicUrl}/${lang}/docs/${slug}.md): ${summary}`,
    )
    const apis = items.map(
      ({ api, version, title }) =>
        `- [${textOf(title, lang)} ${version}](${publicUrl}/${lang}/catalog/${api}/${version}/downloads/openapi.sandbox.json)`,
    )
    const sandbox = [
      ...sandboxPages.map(
        ({ slug, title, summary }) => `- [${t(title)}](${publicUrl}/${lang}/docs/${slug}.md): ${t(summary)}`,
      ),
      ...personas.map(
        ({ slug, title }) => `- [${textOf(title, lang)}](${publicUrl}/${lang}/docs/personas/${slug}.md): ${slug}`,
      ),
    ]
    return [
      `## ${t('nav.docs')} (${lang})`,
      '',
      `- [${t('docs.full')}](${publicUrl}/${lang}/llms-full.txt)`,
      ...guides,
      '',
      `## ${t('docs.sandbox')} (${lang})`,
      '',
      ...sandbox,
      '',
      `## ${t('catalog.title')} (${lang})`,
      '',
      ...apis,
      '',
    ].join('\n')
  })
  const lead = `# Octroi\n\n> ${translator('en')('home.lead')}\n`
  const text = [lead, ...(await Promise.all(parts))].join('\n')
  return new Response(text, { headers: { 'content-type': 'text/plain; charset=utf-8' } })
}
