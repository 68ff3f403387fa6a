import type { CallRequest } from '../call-message.ts'

/** Headers of which a second one would let two readers see two requests. */
const single = new Set([
  ...['host', 'content-length', 'content-type', 'transfer-encoding', 'authorization', 'x-api-key'],
  ...['x-legal-context', 'x-octroi-recipient', 'x-octroi-case', 'x-agent-id', 'x-correlation-id', 'traceparent'],
])

const strictHost = /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?$/

/**
 * What node:http lets through and no two servers read alike (RFC 9112 sections 3.2 and 6.1): the
 * sentence that says what is wrong, or null. Refused, never repaired.
 */
export function checkFraming(request: CallRequest): string | null {
  if (request.httpVersion !== '1.1' && request.httpVersion !== '1.0')
    return 'Only HTTP/1.0 and HTTP/1.1 are spoken here.'
  const seen = new Set<string>()
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    const name = (request.rawHeaders[index] ?? '').toLowerCase()
    if (name.includes('_')) return 'Header names with an underscore are refused.'
    if (single.has(name) && seen.has(name)) return `The header ${name} is given more than once.`
    seen.add(name)
  }
  const { host } = request.headers
  if (host === undefined || !strictHost.test(host))
    return 'One Host header with a name and an optional port is required.'
  const encoding = request.headers['transfer-encoding']
  if (encoding === undefined) return null
  if (request.httpVersion === '1.0') return 'Transfer-Encoding does not exist in HTTP/1.0.'
  if (encoding !== 'chunked') return 'The only Transfer-Encoding is chunked.'
  return seen.has('content-length') ? 'Transfer-Encoding and Content-Length exclude each other.' : null
}

/** Whether the message carries a body, by its framing. */
export function hasBody(request: CallRequest): boolean {
  if (request.headers['transfer-encoding'] !== undefined) return true
  const length = request.headers['content-length']
  return length !== undefined && length !== '0'
}
