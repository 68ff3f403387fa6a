import type { CallResponse } from '../call-message.ts'

/** `/healthz/live` and `/healthz/ready`; answered before any rule, so that a probe needs nothing. */
export function answerHealth(path: string, response: CallResponse, notReady: string | null): boolean {
  if (path !== '/healthz/live' && path !== '/healthz/ready') return false
  const reason = path === '/healthz/live' ? null : notReady
  const body = JSON.stringify(reason === null ? { status: 'ok' } : { status: 'unavailable', reason })
  response.writeHead(reason === null ? 200 : 503, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
  })
  response.end(body)
  return true
}
