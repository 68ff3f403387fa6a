/** How the body of an answer ends (RFC 9112 section 6.3). */
export type AnswerFraming =
  | { readonly kind: 'length'; readonly length: number }
  | { readonly kind: 'chunked' }
  | { readonly kind: 'close' }

export interface AnswerHead {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[]>>
  readonly framing: AnswerFraming
  readonly keepAlive: boolean
}

const headShape =
  /^HTTP\/1\.([01]) (\d{3})(?: [\t -~\x80-\xff]*)?\r\n(?:[!#$%&'*+.^_`|~0-9A-Za-z-]+:[\t -~\x80-\xff]*\r\n)*$/
const statusLength = 'HTTP/1.1 200'.length

/** Reads an upstream's head up to its last CRLF; null when two readers could understand it differently. */
export function parseAnswerHead(text: string): AnswerHead | null {
  const match = headShape.exec(text)
  if (match === null) return null
  const status = Number(match[2])
  const headers: Record<string, string | string[]> = {}
  let at = text.indexOf('\r\n', statusLength) + 2
  while (at < text.length) {
    const colon = text.indexOf(':', at)
    const end = text.indexOf('\r\n', colon)
    const name = text.slice(at, colon).toLowerCase()
    const value = text.slice(colon + 1, end).trim()
    const before = Object.hasOwn(headers, name) ? headers[name] : undefined
    if (name !== '__proto__')
      headers[name] = before === undefined ? value : Array.isArray(before) ? [...before, value] : [before, value]
    at = end + 2
  }
  const framing = framingOf(status, headers)
  if (framing === null) return null
  const connection = headers.connection
  const isKept = connection === undefined || (typeof connection === 'string' && /^keep-alive$/i.test(connection))
  return { status, headers, framing, keepAlive: match[1] === '1' && isKept && framing.kind !== 'close' }
}

function framingOf(status: number, headers: AnswerHead['headers']): AnswerFraming | null {
  const { 'transfer-encoding': encoding, 'content-length': length } = headers
  if (status < 200 || status === 204 || status === 304) return { kind: 'length', length: 0 }
  if (encoding !== undefined) {
    const isPlain = typeof encoding === 'string' && encoding.toLowerCase() === 'chunked' && length === undefined
    return isPlain ? { kind: 'chunked' } : null
  }
  if (length === undefined) return { kind: 'close' }
  return typeof length === 'string' && /^\d{1,15}$/.test(length) ? { kind: 'length', length: Number(length) } : null
}
