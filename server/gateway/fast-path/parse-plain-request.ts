import { type HeaderSection, parseHeaderSection } from './header-section.ts'

/** The head of a plain request and how many bytes the message has. */
export interface PlainHead {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly section: HeaderSection
  readonly headBytes: number
  readonly bodyBytes: number
}

/** `unusual` is anything this reader does not want to judge; `incomplete` may become either. */
export type PlainHeadVerdict = PlainHead | 'incomplete' | 'unusual'

const maxHeadBytes = 8 * 1024

/** One way to write everything: GET or POST, origin form, HTTP/1.1. */
const plainLine = /^(GET|POST) (\/[!-~]*) HTTP\/1\.1$/

/**
 * Reads the head of a request that has the plain shape, CRLF alone ending its lines. What has another shape is not
 * refused here: it is for `node:http` and the phases to judge, so that no rule is written twice.
 * `last` is the header section read before on this connection: the same bytes mean the same again.
 */
export function parsePlainRequest(
  bytes: Buffer,
  maxBodyBytes: number,
  last: HeaderSection | null = null,
): PlainHeadVerdict {
  const text = bytes.toString('latin1', 0, Math.min(bytes.length, maxHeadBytes + 4))
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return bytes.length > maxHeadBytes ? 'unusual' : 'incomplete'
  const lineEnd = text.indexOf('\r\n')
  if (lineEnd === end) return 'unusual'
  const match = plainLine.exec(text.slice(0, lineEnd))
  if (match === null) return 'unusual'
  const method = match[1] as 'GET' | 'POST'
  const written = text.slice(lineEnd + 2, end + 2)
  const section = last !== null && last.text === written ? last : parseHeaderSection(written)
  if (section === null) return 'unusual'
  const bodyBytes = bodyLength(method, section.bodyBytes, maxBodyBytes)
  if (bodyBytes === null) return 'unusual'
  return { method, url: match[2] as string, section, headBytes: end + 4, bodyBytes }
}

/** A GET names no length, a POST names one this gateway would read; else null. */
function bodyLength(method: 'GET' | 'POST', named: number | null, maxBodyBytes: number): number | null {
  if (method === 'GET') return named === null ? 0 : null
  return named !== null && named <= maxBodyBytes ? named : null
}
