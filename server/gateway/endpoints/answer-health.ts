import type { CallResponse } from '../call-message.ts'

/** `/healthz/live` and `/healthz/ready`; answered before any rule, so that a probe needs nothing. */
export function answerHealth(path: string, response: CallResponse, notReady: string | null): boolean {
  if (path !== '/healthz/live' && path !== '/healthz/ready') return false
  const reason = path === '/healthz/live' ? null : notReady
  const body = JSON.stringify(reason === null ? { status: 'ok' } : { status: 'unavailable', reason })
  const length = String(Buffer.byteLength(body))
  const headers = ['Content-Type', 'application/json', 'Content-Length', length, 'Cache-Control', 'no-store']
  response.writeHead(reason === null ? 200 : 503, headers)
  response.end(body)
  return true
}
