import type { APIRoute } from 'astro'

/** The home page in the reader's language. */
export const GET: APIRoute = ({ locals }) =>
  new Response(null, { status: 302, headers: { location: `/${locals.lang}`, vary: 'Accept-Language' } })
