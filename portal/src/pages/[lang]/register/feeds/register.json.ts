import type { APIRoute } from 'astro'
import { listRegister } from '../../../../api/register.ts'
import { jsonFeed } from '../../../../features/register/register-feed.ts'

/** The fifty newest authorizations, for readers of feeds. */
export const GET: APIRoute = async ({ url, locals }) => {
  const { api, lang, t, octroi } = locals
  const { items } = await listRegister(api, { page_size: 50 })
  const text = jsonFeed({ publicUrl: octroi.publicUrl, lang, path: url.pathname, t }, items)
  return new Response(text, { headers: { 'content-type': 'application/feed+json; charset=utf-8' } })
}
