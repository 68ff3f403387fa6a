import type { IncomingHttpHeaders } from 'node:http'

/** A request of the plain shape, read whole. The phases read it as they read one of `node:http`. */
export class PlainRequest {
  readonly httpVersion = '1.1'
  readonly readableEnded = true
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly rawHeaders: string[]
  /** Null when the message has none. */
  readonly body: Buffer | null
  readonly socket: { readonly remoteAddress: string | undefined }

  constructor(
    head: Pick<PlainRequest, 'method' | 'url' | 'headers' | 'rawHeaders'>,
    body: Buffer | null,
    remoteAddress: string | undefined,
  ) {
    this.method = head.method
    this.url = head.url
    this.headers = head.headers
    this.rawHeaders = head.rawHeaders
    this.body = body
    this.socket = { remoteAddress }
  }
}
