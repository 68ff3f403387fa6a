import type { APIRoute } from 'astro'
import { listIncidents } from '../../../api/incidents.ts'
import { incidentFeed } from '../../../features/status/incident-feed.ts'

/** The fifty newest incidents, for readers of feeds. */
export const GET: APIRoute = async ({ url, locals }) => {
  const { api, lang, t, octroi } = locals
  const { items } = await listIncidents(api, { page_size: 50 })
  const text = incidentFeed({ publicUrl: octroi.publicUrl, lang, path: url.pathname, t }, items)
  return new Response(text, { headers: { 'content-type': 'application/atom+xml; charset=utf-8' } })
}
