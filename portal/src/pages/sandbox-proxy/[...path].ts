import type { APIRoute } from 'astro'
import { sandboxPass } from '../../features/try-it/sandbox-connection.ts'
import { sendCall } from '../../features/try-it/send-call.ts'

/**
 * Calls made from a page go through the portal's own origin, because no gateway answers CORS. Only the
 * sandbox gateway is reached, with this browser's sandbox token; nothing else of the request passes.
 */
export const ALL: APIRoute = async ({ request, url, cookies, locals }) => {
  const path = url.pathname.slice('/sandbox-proxy'.length)
  if (!/^\/v\d+\//.test(path) || !['GET', 'POST'].includes(request.method))
    return refusal(404, 'not-found', 'Not found', locals)
  const pass = await sandboxPass(cookies, locals.octroi)
  if (pass === null) return refusal(401, 'unauthenticated', locals.t('swagger.no-token'), locals)
  const body = request.method === 'POST' ? await request.text() : null
  const call = { method: request.method, path: `${path}${url.search}`, headers: {}, body }
  const answer = await sendCall(call, pass.token, locals.octroi).catch(() => null)
  if (answer === null) return refusal(502, 'unavailable', locals.t('try.unreachable'), locals)
  return new Response(answer.body, { status: answer.status, headers: Object.fromEntries(answer.headers) })
}

function refusal(status: number, slug: string, title: string, locals: App.Locals): Response {
  const { publicUrl, requestId } = locals.octroi
  const document = { type: `${publicUrl}/problems/${slug}`, title, status, request_id: requestId }
  return Response.json(document, { status, headers: { 'content-type': 'application/problem+json' } })
}
