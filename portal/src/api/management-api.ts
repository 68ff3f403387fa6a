import { Readable } from 'node:stream'
import { ApiProblem, localProblem, type ProblemDocument } from './api-problem.ts'
import { collect, exchange, type HttpAnswer, streamExchange } from './http-exchange.ts'

export type Query = Readonly<Record<string, string | number | undefined>>

interface Edit {
  /** Sent as a quoted structured-field string: a double submit is one creation. */
  readonly idempotencyKey?: string | undefined
  readonly ifMatch?: string | undefined
}

/** A resource with the ETag an edit must name. */
export interface Versioned<T> {
  readonly value: T
  readonly etag: string
}

/** The management API as one caller sees it. Every method rejects with ApiProblem on 4xx and 5xx. */
export interface ManagementApi {
  get<T>(path: string, query?: Query): Promise<T>
  read<T>(path: string, query?: Query): Promise<Versioned<T>>
  post<T>(path: string, body: unknown, edit?: Edit): Promise<T>
  put<T>(path: string, body: unknown, edit?: Edit): Promise<T>
  patch<T>(path: string, body: unknown, edit?: Edit): Promise<T>
  delete<T>(path: string): Promise<T>
  /** A file of any size, passed on as it comes. */
  download(path: string, query?: Query): Promise<Response>
}

interface Caller {
  readonly url: string
  readonly connectTo: string | undefined
  readonly token: string | null
  /** The session of a person who reads what concerns them; never beside an account's token. */
  readonly personSession?: string | null
  readonly lang: string
  readonly requestId: string
}

export function createManagementApi(caller: Caller): ManagementApi {
  async function send<T>(
    method: string,
    path: string,
    query?: Query,
    body?: unknown,
    edit?: Edit,
  ): Promise<Versioned<T>> {
    if (!canonicalPath.test(path)) throw localProblem(404, 'not-found', 'Not found', caller.requestId)
    const answer = await exchange({
      method,
      ...addressOf(caller, path, query),
      headers: {
        accept: 'application/json, application/problem+json',
        ...identityOf(caller),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(edit?.idempotencyKey ? { 'idempotency-key': JSON.stringify(edit.idempotencyKey) } : {}),
        ...(edit?.ifMatch ? { 'if-match': edit.ifMatch } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch(() => {
      throw unreachable(caller)
    })
    if (answer.status >= 400) throw problemOf(answer, caller.requestId)
    return { value: bodyOf(answer) as T, etag: String(answer.headers['etag'] ?? '') }
  }
  return {
    get: async <T>(path: string, query?: Query) => (await send<T>('GET', path, query)).value,
    read: (path, query) => send('GET', path, query),
    post: async <T>(path: string, body: unknown, edit?: Edit) =>
      (await send<T>('POST', path, undefined, body, edit)).value,
    put: async <T>(path: string, body: unknown, edit?: Edit) =>
      (await send<T>('PUT', path, undefined, body, edit)).value,
    patch: async <T>(path: string, body: unknown, edit?: Edit) =>
      (await send<T>('PATCH', path, undefined, body, edit)).value,
    delete: async <T>(path: string) => (await send<T>('DELETE', path)).value,
    async download(path, query) {
      const question = { method: 'GET', ...addressOf(caller, path, query), headers: identityOf(caller) }
      const incoming = await streamExchange(question).catch(() => {
        throw unreachable(caller)
      })
      if (incoming.statusCode !== 200) throw problemOf(await collect(incoming), caller.requestId)
      const headers = passedOn.flatMap((name) =>
        incoming.headers[name] ? [[name, String(incoming.headers[name])]] : [],
      )
      return new Response(Readable.toWeb(incoming) as ReadableStream, { headers: Object.fromEntries(headers) })
    },
  }
}

/** What a browser needs to know about a file. */
const passedOn = ['content-type', 'content-disposition', 'octroi-record-count']

function addressOf(caller: Caller, path: string, query?: Query): { url: string; connectTo: string | undefined } {
  return { url: `${caller.url}${path}${searchOf(query)}`, connectTo: caller.connectTo }
}

function identityOf({ lang, requestId, token, personSession }: Caller): Record<string, string> {
  const proof: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` }
  const person: Record<string, string> = personSession ? { 'octroi-person-session': personSession } : {}
  return { 'accept-language': lang, 'x-request-id': requestId, ...proof, ...person }
}

function unreachable(caller: Caller): ApiProblem {
  return localProblem(503, 'unavailable', 'The management API did not answer.', caller.requestId)
}

/** Path segments come from page addresses: nothing that could climb or leave the path gets through. */
const canonicalPath = /^(\/[A-Za-z0-9_-]+)+$/

function searchOf(query: Query = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') search.set(name, String(value))
  }
  return search.size === 0 ? '' : `?${search}`
}

function bodyOf(answer: HttpAnswer): unknown {
  if (answer.body.length === 0) return undefined
  try {
    return JSON.parse(answer.body.toString('utf8'))
  } catch {
    return undefined
  }
}

function problemOf(answer: HttpAnswer, requestId: string): ApiProblem {
  const document = bodyOf(answer)
  if (typeof document === 'object' && document !== null && 'type' in document && 'title' in document) {
    return new ApiProblem(answer.status, document as ProblemDocument)
  }
  return localProblem(answer.status, 'internal-error', `HTTP ${answer.status}`, requestId)
}
