import type { APIRoute } from 'astro'
import { getApiSpecification } from '../../../../api/catalog.ts'

/** The document swagger-ui shows: its calls go to the portal's own proxy, which adds the token. */
export const GET: APIRoute = async ({ params, locals }) => {
  const document = await getApiSpecification(locals.api, params['api'] ?? '', params['version'] ?? '', 'sandbox')
  const { components, ...rest } = document as { components?: Record<string, unknown> }
  const { securitySchemes: _, ...kept } = components ?? {}
  return Response.json({ ...rest, components: kept, servers: [{ url: '/sandbox-proxy' }], security: [] })
}
