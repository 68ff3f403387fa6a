import { Agent as HttpAgent, type IncomingMessage, type RequestOptions, request as requestHttp } from 'node:http'
import { Agent as HttpsAgent, request as requestHttps } from 'node:https'

export interface JsonAnswer {
  readonly status: number
  /** Parsed JSON, or null when there was no body. */
  readonly body: unknown
}

export interface JsonRequest {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Path and query, appended to the base URL. */
  readonly path: string
  readonly token?: string | undefined
  readonly body?: unknown
  readonly timeoutMs: number
}

export interface LineStream {
  readonly path: string
  readonly token?: string | undefined
  readonly onLine: (line: string) => void
  /** The stream is given up when nothing arrives for this long. */
  readonly idleMs: number
  readonly maxLineBytes: number
  readonly signal: AbortSignal
}

/** A stream of lines was answered with something else than 200. */
export class StreamRefused extends Error {
  readonly status: number

  constructor(status: number) {
    super(`The stream was refused with status ${status}.`)
    this.name = 'StreamRefused'
    this.status = status
  }
}

/** JSON over HTTP/1.1 to one peer, with deadlines. It never follows redirects and never decodes a content encoding. */
export interface JsonClient {
  /** Rejects when there is no whole answer in time. Any status resolves. */
  send(request: JsonRequest): Promise<JsonAnswer>
  /** Hands over each line until the stream ends, however it ends; then rejects. */
  readLines(stream: LineStream): Promise<never>
  close(): void
}

const maxAnswerBytes = 1024 * 1024

async function readAnswer(response: IncomingMessage): Promise<JsonAnswer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxAnswerBytes) throw new RangeError('The answer is too large.')
    chunks.push(chunk)
  }
  const text = Buffer.concat(chunks).toString('utf8')
  return { status: response.statusCode ?? 0, body: text === '' ? null : JSON.parse(text) }
}

async function readAllLines(response: IncomingMessage, stream: LineStream): Promise<never> {
  let parts: Buffer[] = []
  let size = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    let start = 0
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      parts.push(chunk.subarray(start, end))
      stream.onLine(Buffer.concat(parts).toString('utf8'))
      parts = []
      size = 0
      start = end + 1
    }
    const rest = chunk.subarray(start)
    size += rest.length
    if (size > stream.maxLineBytes) throw new RangeError('A line is too long.')
    parts.push(rest)
  }
  throw new Error('The stream ended.')
}

/** `baseUrl` is `http:` on one machine and `https:` between machines. */
export function createJsonClient(baseUrl: string): JsonClient {
  const base = new URL(baseUrl)
  const isTls = base.protocol === 'https:'
  const open = isTls ? requestHttps : requestHttp
  const agent = isTls
    ? new HttpsAgent({ keepAlive: true, maxSockets: 16 })
    : new HttpAgent({ keepAlive: true, maxSockets: 16 })

  /** A pooled connection that the peer closed in the meantime fails before anything was read: once more, on a new one. */
  function begin(path: string, options: RequestOptions, body: string | null): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      let isAnswered = false
      const outgoing = open(`${base.origin}${base.pathname.replace(/\/$/, '')}${path}`, options, (response) => {
        isAnswered = true
        resolve(response)
      })
      outgoing.on('error', (error: NodeJS.ErrnoException) => {
        if (isAnswered || !outgoing.reusedSocket || error.code !== 'ECONNRESET') reject(error)
        else begin(path, { ...options, agent: false }, body).then(resolve, reject)
      })
      outgoing.on('timeout', () => outgoing.destroy(new Error('The peer fell silent.')))
      outgoing.end(body ?? undefined)
    })
  }

  async function send(request: JsonRequest): Promise<JsonAnswer> {
    const body = request.body === undefined ? null : JSON.stringify(request.body)
    const headers = {
      ...(request.token === undefined ? {} : { authorization: `Bearer ${request.token}` }),
      ...(body === null ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
    }
    const signal = AbortSignal.timeout(request.timeoutMs)
    const response = await begin(request.path, { method: request.method, headers, agent, signal }, body)
    return readAnswer(response)
  }

  async function readLines(stream: LineStream): Promise<never> {
    const headers = stream.token === undefined ? {} : { authorization: `Bearer ${stream.token}` }
    const options = { method: 'GET', headers, agent: false, signal: stream.signal, timeout: stream.idleMs } as const
    const response = await begin(stream.path, options, null)
    if (response.statusCode !== 200) {
      response.destroy()
      throw new StreamRefused(response.statusCode ?? 0)
    }
    return readAllLines(response, stream)
  }

  return { send, readLines, close: () => agent.destroy() }
}
