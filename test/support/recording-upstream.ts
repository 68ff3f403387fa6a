import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface RecordedRequest {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  /** Name and value, in turn, as they came. */
  readonly rawHeaders: readonly string[]
  readonly body: string
}

/** A provider that remembers what it was asked and answers what the test says. */
export interface RecordingUpstream extends AsyncDisposable {
  readonly url: string
  readonly requests: RecordedRequest[]
  answer: (request: RecordedRequest, response: ServerResponse) => void
}

/** Answers `value` as JSON. */
export function jsonOf(value: unknown, status = 200, headers: Record<string, string> = {}) {
  return (_request: RecordedRequest, response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(JSON.stringify(value))
  }
}

export async function startRecordingUpstream(value: unknown): Promise<RecordingUpstream> {
  const requests: RecordedRequest[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const recorded = {
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        rawHeaders: request.rawHeaders,
        body: Buffer.concat(chunks).toString('utf8'),
      }
      requests.push(recorded)
      upstream.answer(recorded, response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const upstream: RecordingUpstream = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answer: jsonOf(value),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return upstream
}
