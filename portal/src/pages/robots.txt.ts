import type { APIRoute } from 'astro'
import { languages } from '../i18n/translate.ts'

/** What people do in their own space is nothing for search engines. */
const own = [
  'account',
  'applications',
  'authorizations',
  'dashboard',
  'incidents',
  'maintenance',
  'managed-apis',
  'my-data',
  'notifications',
  'operator',
  'organizations',
  'provider',
  'requests',
  'review',
  'shared',
  'webhooks',
]

export const GET: APIRoute = ({ locals }) => {
  const { publicUrl, profile } = locals.octroi
  const closed = languages.flatMap((lang) => own.map((space) => `Disallow: /${lang}/${space}`))
  const rules = profile === 'demo' ? ['Disallow: /'] : [...closed, 'Disallow: /login', 'Disallow: /session']
  const text = ['User-agent: *', ...rules, '', `Sitemap: ${publicUrl}/sitemap.xml`, ''].join('\n')
  return new Response(text, { headers: { 'content-type': 'text/plain; charset=utf-8' } })
}
