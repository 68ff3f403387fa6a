import type { Socket } from 'node:net'
import { Readable } from 'node:stream'
import type { CallDeadline } from '../upstream/call-deadline.ts'
import { type BodyDecoder, createBodyDecoder } from './body-decoder.ts'
import { type AnswerHead, parseAnswerHead } from './parse-answer-head.ts'

export interface PlainAnswer {
  readonly status: number
  readonly headers: AnswerHead['headers']
  readonly body: Buffer | Readable
}

/** Why an exchange ended without an answer; `isUntouched` when not one byte of an answer had come. */
export interface ExchangeFailure {
  readonly error: Error
  readonly isUntouched: boolean
}

const maxHeadBytes = 16 * 1024
const maxInterim = 8

/** One kept connection to an upstream: one exchange at a time, and none after anything doubtful. */
export class UpstreamConnection {
  readonly socket: Socket
  #onIdle: (connection: UpstreamConnection) => void
  #settle: ((outcome: PlainAnswer | ExchangeFailure) => void) | null = null
  #deadline: CallDeadline | null = null
  #unread: Buffer | null = null
  #head: AnswerHead | null = null
  #decoder: BodyDecoder | null = null
  #stream: Readable | null = null
  #interim = 0
  #lastText = ''
  #lastHead: AnswerHead | null = null

  /** `onIdle` is called when an exchange has ended and another may begin. */
  constructor(socket: Socket, onIdle: (connection: UpstreamConnection) => void) {
    this.socket = socket
    this.#onIdle = onIdle
    socket.setNoDelay(true)
    socket.on('data', (bytes: Buffer) => this.#onData(bytes))
    socket.on('end', () => this.#onEnd())
    socket.on('error', (error) => this.#fail(error))
    socket.on('close', () => this.#fail(new Error('the upstream closed the connection')))
  }

  get isIdle(): boolean {
    return this.#settle === null && this.#decoder === null
  }

  /** Sends one message, text in latin1. `settle` is called once, with its answer or its failure. */
  exchange(
    message: string | Buffer,
    deadline: CallDeadline,
    settle: (outcome: PlainAnswer | ExchangeFailure) => void,
  ): void {
    this.#deadline = deadline
    deadline.onAbort = this.#onAbort
    this.#settle = settle
    this.socket.write(message, 'latin1')
  }

  #onAbort = (): void => this.#fail(new Error('the exchange was given up'))

  #onData(bytes: Buffer): void {
    if (this.#decoder) {
      this.#onContent(bytes)
      return
    }
    // Nobody asked: whatever this is, it is no answer to a later request.
    if (this.#settle === null) {
      this.#fail(new Error('the upstream spoke unasked'))
      return
    }
    const unread = this.#unread ? Buffer.concat([this.#unread, bytes]) : bytes
    const text = unread.toString('latin1', 0, Math.min(unread.length, maxHeadBytes + 4))
    const end = text.indexOf('\r\n\r\n')
    if (end > maxHeadBytes || (end < 0 && unread.length > maxHeadBytes)) {
      this.#fail(new Error('the head of the answer is too large'))
      return
    }
    if (end < 0) {
      this.#unread = unread
      return
    }
    this.#unread = null
    this.#onHead(this.#parse(text.slice(0, end + 2)), unread.subarray(end + 4))
  }

  /** The same bytes as last time mean the same again. */
  #parse(text: string): AnswerHead | null {
    if (this.#lastHead === null || text !== this.#lastText) {
      this.#lastHead = parseAnswerHead(text)
      this.#lastText = text
    }
    return this.#lastHead
  }

  #onHead(head: AnswerHead | null, rest: Buffer): void {
    if (head === null || head.status < 100 || head.status === 101) {
      this.#fail(new Error('the answer is malformed'))
      return
    }
    if (head.status < 200) {
      this.#interim += 1
      if (this.#interim > maxInterim) {
        this.#fail(new Error('too many interim answers'))
        return
      }
      if (rest.length > 0) this.#onData(rest)
      return
    }
    this.#head = head
    if (head.framing.kind === 'length' && head.framing.length === rest.length) {
      this.#finish(0)
      this.#answer(head, rest)
      return
    }
    const parts: Buffer[] = []
    const decoder = createBodyDecoder(head.framing)
    const outcome = decoder.push(rest, (content) => parts.push(content))
    if (outcome === 'broken') {
      this.#fail(new Error('the body is malformed'))
      return
    }
    if (outcome !== 'more') {
      const body = parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)
      this.#finish(outcome)
      this.#answer(head, body)
      return
    }
    this.#decoder = decoder
    this.#stream = this.#openStream(parts)
    this.#answer(head, this.#stream)
  }

  #answer(head: AnswerHead, body: Buffer | Readable): void {
    const settle = this.#settle
    this.#settle = null
    settle?.({ status: head.status, headers: head.headers, body })
  }

  #openStream(first: readonly Buffer[]): Readable {
    const stream = new Readable({
      read: () => void this.socket.resume(),
      destroy: (error, done) => {
        if (this.#stream === stream) this.#fail(error ?? new Error('the answer was not wanted'))
        done(error)
      },
    })
    stream.on('error', () => {})
    for (const part of first) stream.push(part)
    return stream
  }

  #onContent(bytes: Buffer): void {
    const stream = this.#stream
    const outcome = this.#decoder?.push(bytes, (content) => {
      if (stream?.push(content) === false) this.socket.pause()
    })
    if (outcome === undefined || outcome === 'more') return
    if (outcome === 'broken') {
      this.#fail(new Error('the body is malformed'))
      return
    }
    this.#finish(outcome)
    stream?.push(null)
  }

  /** The answer is whole; bytes beyond it are no answer of ours, and end the connection. */
  #finish(bytesBeyond: number): void {
    const isKept = this.#head?.keepAlive === true && bytesBeyond === 0
    this.#reset()
    if (!isKept) {
      this.socket.destroy()
      return
    }
    this.socket.resume()
    this.#onIdle(this)
  }

  #reset(): void {
    if (this.#deadline) this.#deadline.onAbort = null
    this.#deadline = null
    this.#decoder = null
    this.#stream = null
    this.#head = null
    this.#interim = 0
  }

  #onEnd(): void {
    if (this.#head?.framing.kind === 'close' && this.#stream) {
      const stream = this.#stream
      this.#finish(0)
      stream.push(null)
      return
    }
    this.#fail(new Error('the upstream closed the connection'))
  }

  #fail(error: Error): void {
    const settle = this.#settle
    const stream = this.#stream
    const isUntouched = this.#unread === null && this.#head === null && this.#interim === 0
    this.#settle = null
    this.#reset()
    this.socket.destroy()
    stream?.destroy(error)
    settle?.({ error, isUntouched })
  }
}
