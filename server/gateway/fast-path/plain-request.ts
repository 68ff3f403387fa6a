import type { IncomingHttpHeaders } from 'node:http'
import type { HeaderFacts } from '../acceptance/header-facts.ts'
import type { HeaderSection } from './header-section.ts'

/** What the phases ask of the connection a request came on. */
export interface PlainPeer {
  readonly remoteAddress: string | undefined
}

/** A request of the plain shape, read whole. The phases read it as they read one of `node:http`. */
export class PlainRequest {
  readonly httpVersion = '1.1'
  readonly readableEnded = true
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly rawHeaders: string[]
  readonly facts: HeaderFacts
  /** Null when the message has none. */
  readonly body: Buffer | null
  readonly socket: PlainPeer

  constructor(method: 'GET' | 'POST', url: string, section: HeaderSection, body: Buffer | null, socket: PlainPeer) {
    this.method = method
    this.url = url
    this.headers = section.headers
    this.rawHeaders = section.rawHeaders
    this.facts = section.facts
    this.body = body
    this.socket = socket
  }
}
