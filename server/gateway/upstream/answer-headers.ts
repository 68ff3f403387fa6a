import type { UpstreamAnswer } from '../exchange.ts'

/** What an upstream may tell the caller in headers. Everything else, cookies first, stays here. */
const relayed = Object.entries({
  'content-language': 'Content-Language',
  'preference-applied': 'Preference-Applied',
  'retry-after': 'Retry-After',
  'x-response-cached': 'X-Response-Cached',
  'x-cache-expires-in': 'X-Cache-Expires-in',
  'x-apisecu-fd': 'X-APISECU-FD',
  'x-sandbox': 'X-Sandbox',
  'x-sandbox-explain': 'X-Sandbox-Explain',
  'x-sandbox-persona': 'X-Sandbox-Persona',
})

/** The relayed headers of an upstream answer: single printable values only. */
export function answerHeaders(upstream: UpstreamAnswer): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const pair of relayed) {
    const value = upstream.headers[pair[0]]
    if (typeof value === 'string' && /^[\x20-\x7e]{0,1024}$/.test(value)) headers[pair[1]] = value
  }
  return headers
}
