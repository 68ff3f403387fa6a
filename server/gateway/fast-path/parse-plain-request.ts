import type { PlainRequest } from './plain-request.ts'

/** The head of a plain request and how many bytes the message has. */
export interface PlainHead extends Pick<PlainRequest, 'method' | 'url' | 'headers' | 'rawHeaders'> {
  readonly headBytes: number
  readonly bodyBytes: number
  readonly keepAlive: boolean
}

/** `unusual` is anything this reader does not want to judge; `incomplete` may become either. */
export type PlainHeadVerdict = PlainHead | 'incomplete' | 'unusual'

const headEnd = Buffer.from('\r\n\r\n')
const maxHeadBytes = 8 * 1024

/**
 * One way to write everything: GET or POST, origin form, HTTP/1.1, CRLF, names of letters, digits and
 * hyphens, values of printable ASCII without blanks around them.
 */
const plainHead = /^(GET|POST) (\/[!-~]*) HTTP\/1\.1\r\n(?:[A-Za-z0-9-]+: ?[!-~](?:[ -~]*[!-~])?\r\n)+$/

/** Headers that change what the message is, or how its connection goes on. */
const unusualHeaders = new Set([
  ...['transfer-encoding', 'expect', 'upgrade', 'te', 'trailer', 'proxy-connection', 'http2-settings'],
  ...['keep-alive', 'constructor'],
])

/**
 * Reads the head of a request that has the plain shape. What has another shape is not refused here:
 * it is for `node:http` and the phases to judge, so that no rule is written twice.
 */
export function parsePlainRequest(bytes: Buffer, maxBodyBytes: number): PlainHeadVerdict {
  const end = bytes.indexOf(headEnd)
  if (end < 0) return bytes.length > maxHeadBytes ? 'unusual' : 'incomplete'
  if (end > maxHeadBytes) return 'unusual'
  const text = bytes.toString('latin1', 0, end + 2)
  const match = plainHead.exec(text)
  if (match === null) return 'unusual'
  const method = match[1] as 'GET' | 'POST'
  const url = match[2] as string
  const headers: Record<string, string> = {}
  const rawHeaders: string[] = []
  let at = method.length + url.length + 12
  while (at < text.length) {
    const colon = text.indexOf(':', at)
    const lineEnd = text.indexOf('\r\n', colon)
    const written = text.slice(at, colon)
    const value = text.slice(text.charCodeAt(colon + 1) === 0x20 ? colon + 2 : colon + 1, lineEnd)
    const name = written.toLowerCase()
    if (headers[name] !== undefined || unusualHeaders.has(name)) return 'unusual'
    headers[name] = value
    rawHeaders.push(written, value)
    at = lineEnd + 2
  }
  if (headers.host === undefined) return 'unusual'
  const bodyBytes = bodyLength(method, headers['content-length'], maxBodyBytes)
  const keepAlive = staysOpen(headers.connection)
  if (bodyBytes === null || keepAlive === null) return 'unusual'
  return { method, url, headers, rawHeaders, headBytes: end + 4, bodyBytes, keepAlive }
}

/** A GET names no length, a POST names one this gateway would read; else null. */
function bodyLength(method: 'GET' | 'POST', written: string | undefined, maxBodyBytes: number): number | null {
  if (method === 'GET') return written === undefined ? 0 : null
  if (written === undefined || !/^(?:0|[1-9]\d{0,6})$/.test(written)) return null
  const length = Number(written)
  return length <= maxBodyBytes ? length : null
}

/** Null when `Connection` says anything but one of its two plain words. */
function staysOpen(connection: string | undefined): boolean | null {
  if (connection === undefined || connection === 'keep-alive' || connection === 'Keep-Alive') return true
  return connection === 'close' ? false : null
}
