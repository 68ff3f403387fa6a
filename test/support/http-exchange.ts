import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { request as httpsRequest } from 'node:https'

export interface HttpAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
  /** Parsed body, or null when it is no JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into answers of any shape
  readonly json: any
}

interface HttpQuestion {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Record<string, unknown> | URLSearchParams | undefined
}

/** One HTTP exchange on a connection of its own; never follows redirects, never asks for an encoding. */
export function httpExchange(url: string, question: HttpQuestion = {}): Promise<HttpAnswer> {
  const { body } = question
  const text = body === undefined || typeof body === 'string' ? body : encode(body)
  const headers: Record<string, string> = { ...question.headers }
  if (body instanceof URLSearchParams) headers['content-type'] ??= 'application/x-www-form-urlencoded'
  else if (typeof body === 'object') headers['content-type'] ??= 'application/json'
  if (text !== undefined) headers['content-length'] = String(Buffer.byteLength(text))
  const send = url.startsWith('https:') ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const outgoing = send(url, {
      method: question.method ?? (text === undefined ? 'GET' : 'POST'),
      headers,
      agent: false,
    })
    outgoing.setTimeout(30_000, () => outgoing.destroy(new Error(`no answer from ${url}`)))
    outgoing.on('error', reject)
    outgoing.on('response', (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const answer = Buffer.concat(chunks).toString('utf8')
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text: answer, json: parse(answer) })
      })
    })
    outgoing.end(text)
  })
}

function encode(body: Record<string, unknown> | URLSearchParams): string {
  return body instanceof URLSearchParams ? body.toString() : JSON.stringify(body)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
