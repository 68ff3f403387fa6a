import type { IncomingHttpHeaders } from 'node:http'
import { HeaderFacts } from '../acceptance/header-facts.ts'

/** A header section of the plain shape. Equal bytes on one connection are the same object: it is read once. */
export interface HeaderSection {
  /** With the CRLF of its last line. */
  readonly text: string
  readonly headers: IncomingHttpHeaders
  readonly rawHeaders: string[]
  /** What `Content-Length` says, or null without one. */
  readonly bodyBytes: number | null
  readonly keepAlive: boolean
  readonly facts: HeaderFacts
}

/** Names of letters, digits and hyphens, values of printable ASCII without blanks around them. */
const plainSection = /^(?:[A-Za-z0-9-]+: ?[!-~](?:[ -~]*[!-~])?\r\n)+$/

/** Headers that change what the message is, or how its connection goes on. */
const unusualHeaders = new Set([
  ...['transfer-encoding', 'expect', 'upgrade', 'te', 'trailer', 'proxy-connection', 'http2-settings'],
  ...['keep-alive', 'constructor'],
])

/** Null when the section is not plain: it is for `node:http` and the phases to judge. */
export function parseHeaderSection(text: string): HeaderSection | null {
  if (!plainSection.test(text)) return null
  const headers: Record<string, string> = {}
  const rawHeaders: string[] = []
  let at = 0
  while (at < text.length) {
    const colon = text.indexOf(':', at)
    const end = text.indexOf('\r\n', colon)
    const written = text.slice(at, colon)
    const value = text.slice(text.charCodeAt(colon + 1) === 0x20 ? colon + 2 : colon + 1, end)
    const name = written.toLowerCase()
    if (headers[name] !== undefined || unusualHeaders.has(name)) return null
    headers[name] = value
    rawHeaders.push(written, value)
    at = end + 2
  }
  if (headers.host === undefined) return null
  const bodyBytes = lengthOf(headers['content-length'])
  const keepAlive = staysOpen(headers.connection)
  if (bodyBytes === undefined || keepAlive === null) return null
  return { text, headers, rawHeaders, bodyBytes, keepAlive, facts: new HeaderFacts() }
}

/** Undefined when it is written in an unusual way. */
function lengthOf(written: string | undefined): number | null | undefined {
  if (written === undefined) return null
  return /^(?:0|[1-9]\d{0,6})$/.test(written) ? Number(written) : undefined
}

/** Null when `Connection` says anything but one of its two plain words. */
function staysOpen(connection: string | undefined): boolean | null {
  if (connection === undefined || connection === 'keep-alive' || connection === 'Keep-Alive') return true
  return connection === 'close' ? false : null
}
