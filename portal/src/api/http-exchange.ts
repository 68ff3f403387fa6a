import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'

export interface HttpQuestion {
  readonly method: string
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** Origin to connect to instead of the URL's; `Host` stays the URL's. */
  readonly connectTo?: string | undefined
  readonly timeoutMs?: number
}

export interface HttpAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}

const maxAnswerBytes = 8 * 1024 * 1024
const plainAgent = new HttpAgent({ keepAlive: true, maxSockets: 64 })
const tlsAgent = new HttpsAgent({ keepAlive: true, maxSockets: 64 })

/**
 * One HTTP exchange over node:http. The global fetch is avoided because it negotiates `br`, which
 * this Node must not decode. Rejects when the answer is late or larger than 8 MiB.
 */
export function exchange(question: HttpQuestion): Promise<HttpAnswer> {
  const signal = AbortSignal.timeout(question.timeoutMs ?? 15_000)
  return openExchange(question, signal).then(collect)
}

/** The head of an answer whose body is read as it comes, for files of any size. Silence of `timeoutMs` ends it. */
export async function streamExchange(question: HttpQuestion): Promise<IncomingMessage> {
  const incoming = await openExchange(question, undefined)
  incoming.setTimeout(question.timeoutMs ?? 60_000, () => incoming.destroy(new Error('The answer stopped.')))
  return incoming
}

function openExchange(question: HttpQuestion, signal: AbortSignal | undefined): Promise<IncomingMessage> {
  const url = new URL(question.url)
  const target = new URL(question.connectTo ?? url.origin)
  const secure = target.protocol === 'https:'
  const send = secure ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const outgoing = send({
      agent: secure ? tlsAgent : plainAgent,
      hostname: target.hostname.replace(/^\[|\]$/g, ''),
      port: target.port || (secure ? 443 : 80),
      method: question.method,
      path: `${url.pathname}${url.search}`,
      headers: {
        'accept-encoding': 'identity',
        ...question.headers,
        host: url.host,
        ...(question.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(question.body)) }),
      },
      ...(secure ? { servername: url.hostname } : {}),
      ...(signal === undefined ? {} : { signal }),
    })
    outgoing.on('response', resolve)
    outgoing.on('error', reject)
    outgoing.end(question.body)
  })
}

/** The whole body of an answer. Rejects when it is larger than 8 MiB. */
export async function collect(incoming: IncomingMessage): Promise<HttpAnswer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxAnswerBytes) {
      incoming.destroy()
      throw new Error('The answer exceeds 8 MiB.')
    }
    chunks.push(chunk)
  }
  return { status: incoming.statusCode ?? 0, headers: incoming.headers, body: Buffer.concat(chunks) }
}
