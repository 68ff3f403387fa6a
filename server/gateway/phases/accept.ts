import { checkFraming, hasBody } from '../acceptance/check-framing.ts'
import { clientAddress } from '../acceptance/client-address.ts'
import { splitTarget } from '../acceptance/split-target.ts'
import type { Exchange } from '../exchange.ts'
import type { GatewayContext } from '../gateway-context.ts'
import { type Refusal, refuse } from '../refusal.ts'

const offered = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'])

/**
 * Framing, sizes, one strict Host, one canonical path. What is doubtful is refused, never normalised:
 * the string that is routed is the string that arrived. (408, and 431 for the whole header section,
 * are answered by the socket's own guard before a request exists.)
 */
export function accept(exchange: Exchange, gateway: GatewayContext): Refusal | null {
  const { request, facts } = exchange
  const { limits } = gateway.deps.configuration
  const target = request.url ?? ''
  if (target.length > limits.maxUrlBytes)
    return refuse('uri-too-long', `The URI is longer than ${limits.maxUrlBytes} bytes.`)
  facts.bytes ??= bytesOf(request.rawHeaders)
  if (facts.bytes > limits.maxHeaderBytes) {
    return refuse('headers-too-large', `The headers are larger than ${limits.maxHeaderBytes} bytes.`)
  }
  if (facts.framing === undefined) facts.framing = checkFraming(request)
  if (facts.framing !== null) return refuse('malformed-request', facts.framing)
  if (!offered.has(request.method ?? '')) return refuse('malformed-request', 'This method is not spoken here.')
  const split = splitTarget(target)
  if (typeof split === 'string') return refuse('malformed-request', split)
  if ((request.method === 'GET' || request.method === 'HEAD') && hasBody(request)) {
    return refuse('malformed-request', 'A GET carries no body.')
  }
  if (Number(request.headers['content-length'] ?? 0) > limits.maxBodyBytes) {
    return refuse('payload-too-large', `The body is larger than ${limits.maxBodyBytes} bytes.`)
  }
  exchange.path = split.path
  exchange.query = split.query
  facts.address ??= clientAddress(request, gateway.trustedProxies)
  exchange.remoteAddress = facts.address
  return null
}

function bytesOf(texts: readonly string[]): number {
  let bytes = 0
  for (const text of texts) bytes += text.length
  return bytes
}
