import type { APIRoute } from 'astro'
import { listApis, listProblems } from '../api/catalog.ts'
import { listGuides } from '../features/guides/guides.ts'
import { escapeXml } from '../features/register/register-feed.ts'
import { fallbackLanguage, languages } from '../i18n/translate.ts'

const fixed = [
  '',
  '/catalog',
  '/docs',
  '/register',
  '/status',
  '/service-levels',
  '/problems',
  '/accessibility',
  '/legal',
  '/data-protection',
]

/** The public pages, each with its other languages. */
export const GET: APIRoute = async ({ locals }) => {
  const { api, octroi } = locals
  const [apis, problems, guides] = await Promise.all([listApis(api), listProblems(api), listGuides(fallbackLanguage)])
  const paths = [
    ...fixed,
    ...apis.items.map((one) => `/catalog/${one.api}/${one.version}`),
    ...guides.map(({ slug }) => `/docs/${slug}`),
    ...problems.items.map(({ slug }) => `/problems/${slug}`),
  ]
  const addressOf = (lang: string, path: string) => escapeXml(`${octroi.publicUrl}/${lang}${path}`)
  const entries = paths.flatMap((path) => {
    const others = languages.map(
      (lang) => `<xhtml:link rel="alternate" hreflang="${lang}" href="${addressOf(lang, path)}"/>`,
    )
    return languages.map((lang) => `<url><loc>${addressOf(lang, path)}</loc>${others.join('')}</url>`)
  })
  const text = [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ...entries,
    '</urlset>',
  ].join('\n')
  return new Response(text, { headers: { 'content-type': 'application/xml; charset=utf-8' } })
}
