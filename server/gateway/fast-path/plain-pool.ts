import { connect, type LookupFunction, type Socket } from 'node:net'
import type { CallDeadline } from '../upstream/call-deadline.ts'
import { failureOf, type UpstreamFailure } from '../upstream/failure-of.ts'
import { type PlainAnswer, UpstreamConnection } from './upstream-connection.ts'

export interface PlainPoolOptions {
  readonly origin: URL
  readonly lookup?: LookupFunction
  readonly maxConnections: number
  readonly idleMs: number
  readonly connectMs: number
}

export interface PlainRequestToUpstream {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer | null
  readonly deadline: CallDeadline
}

interface Sending {
  readonly request: PlainRequestToUpstream
  readonly message: string | Buffer
  readonly resolve: (answer: PlainAnswer) => void
  readonly fail: (error: Error) => void
}

const headerValues = /^[\t\x20-\x7e\x80-\xff]*$/

/** Kept connections to one `http` origin. The connection used last is used next, so that spare ones end. */
export class PlainPool {
  #options: PlainPoolOptions
  #idle: UpstreamConnection[] = []
  #sockets = new Set<Socket>()
  #waiting: (() => void)[] = []
  #isClosed = false

  constructor(options: PlainPoolOptions) {
    this.#options = options
  }

  /** The answer, or why there is none. A GET that found its connection closed is sent once more. Never rejects. */
  send(request: PlainRequestToUpstream): Promise<PlainAnswer | UpstreamFailure> {
    return new Promise((resolve) => {
      const fail = (error: Error) => resolve(failureOf(error, request.deadline))
      const message = messageOf(request, this.#options.origin.host)
      if (message === null) fail(new Error('a header cannot be written'))
      else if (request.deadline.aborted) fail(new Error('the exchange was given up'))
      else this.#withPlace({ request, message, resolve, fail })
    })
  }

  close(): void {
    this.#isClosed = true
    for (const socket of this.#sockets) socket.destroy()
    for (const wake of this.#waiting.splice(0)) wake()
  }

  /** On a kept connection where there is one, else on a new one, when there may be one. */
  #withPlace(sending: Sending): void {
    const kept = this.#idle.pop()
    if (kept) this.#onKept(kept, sending)
    else if (this.#sockets.size < this.#options.maxConnections) this.#onNew(sending)
    else
      this.#place(sending.request.deadline).then(() => {
        if (sending.request.deadline.aborted) sending.fail(new Error('no connection was free in time'))
        else this.#withPlace(sending)
      })
  }

  #onKept(connection: UpstreamConnection, sending: Sending): void {
    const { request, message, resolve, fail } = sending
    connection.exchange(message, request.deadline, (outcome) => {
      if (!('error' in outcome)) return resolve(outcome)
      const isRepeatable = request.method === 'GET' && outcome.isUntouched && !request.deadline.aborted
      if (isRepeatable) this.#onNew(sending)
      else fail(outcome.error)
    })
  }

  #onNew({ request, message, resolve, fail }: Sending): void {
    this.#open(request.deadline).then((opened) => {
      if (opened instanceof Error) return fail(opened)
      opened.exchange(message, request.deadline, (outcome) => {
        if ('error' in outcome) fail(outcome.error)
        else resolve(outcome)
      })
    })
  }

  #open(deadline: CallDeadline): Promise<UpstreamConnection | Error> {
    if (this.#isClosed) return Promise.resolve(closedError())
    const { origin, lookup, connectMs } = this.#options
    const host = origin.hostname.replace(/^\[|\]$/g, '')
    const socket = connect({ host, port: Number(origin.port || 80), ...(lookup ? { lookup } : {}) })
    this.#sockets.add(socket)
    socket.on('close', () => this.#forget(socket))
    return new Promise((resolve) => {
      const failed = (error: Error) => {
        deadline.onAbort = null
        socket.destroy()
        resolve(error)
      }
      deadline.onAbort = () => failed(new Error('the exchange was given up'))
      socket.setTimeout(connectMs, () =>
        failed(Object.assign(new Error('no connection in time'), { code: 'ETIMEDOUT' })),
      )
      socket.once('error', failed)
      socket.once('connect', () => {
        deadline.onAbort = null
        socket.removeAllListeners('timeout').off('error', failed)
        const connection = new UpstreamConnection(socket, (idle) => this.#release(idle))
        socket.setTimeout(this.#options.idleMs, () => {
          if (connection.isIdle) socket.destroy()
        })
        resolve(connection)
      })
    })
  }

  #release(connection: UpstreamConnection): void {
    this.#idle.push(connection)
    this.#waiting.shift()?.()
  }

  #forget(socket: Socket): void {
    this.#sockets.delete(socket)
    const index = this.#idle.findIndex((connection) => connection.socket === socket)
    if (index >= 0) this.#idle.splice(index, 1)
    this.#waiting.shift()?.()
  }

  /** First come, first served, until the deadline. */
  #place(deadline: CallDeadline): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        deadline.onAbort = null
        resolve()
      }
      this.#waiting.push(wake)
      deadline.onAbort = () => {
        const index = this.#waiting.indexOf(wake)
        if (index >= 0) this.#waiting.splice(index, 1)
        wake()
      }
    })
  }
}

function closedError(): Error {
  return Object.assign(new Error('the pool is closed'), { code: 'UND_ERR_CLOSED' })
}

/** The request as it is written, its head in latin1; null when a header would break it. */
function messageOf({ method, path, headers, body }: PlainRequestToUpstream, host: string): string | Buffer | null {
  let head = `${method} ${path} HTTP/1.1\r\n${headers.host === undefined ? `host: ${host}\r\n` : ''}connection: keep-alive\r\n`
  let values = ''
  for (const name in headers) {
    const value = headers[name] as string
    values += value
    head += `${name}: ${value}\r\n`
  }
  if (!headerValues.test(values)) return null
  if (body === null) return method === 'GET' || method === 'HEAD' ? `${head}\r\n` : `${head}content-length: 0\r\n\r\n`
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  return Buffer.concat([Buffer.from(`${head}content-length: ${bytes.length}\r\n\r\n`, 'latin1'), bytes])
}
