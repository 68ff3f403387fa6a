import { problemCatalog } from '#core/problems/catalog.ts'
import { problemMediaType } from '#kit/problem.ts'
import { hasBody } from '../acceptance/check-framing.ts'
import type { CallRequest, CallResponse } from '../call-message.ts'

/**
 * An answer of an overloaded gateway, made once: it has to cost less than the calls it stands for. No record and no
 * request id, since nothing of the request was read.
 */
export function createTurnAway(portalUrl: string): (request: CallRequest, response: CallResponse) => void {
  const { title, status, remedy } = problemCatalog['gateway-overloaded']
  const body = Buffer.from(
    JSON.stringify({
      type: `${portalUrl}/problems/gateway-overloaded`,
      title: title.en,
      status,
      reason: 'gateway_overloaded',
      explain: remedy.en,
    }),
  )
  const headers = [
    ...['Content-Type', problemMediaType, 'Content-Length', String(body.length)],
    ...['Retry-After', '2', 'Cache-Control', 'no-store', 'X-Content-Type-Options', 'nosniff'],
  ]
  const ending = [...headers, 'Connection', 'close']
  return (request, response) => {
    response.writeHead(status, hasBody(request) && !request.readableEnded ? ending : headers)
    response.end(body)
  }
}
