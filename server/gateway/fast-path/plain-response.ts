import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { Writable } from 'node:stream'

const headerValues = /^[\t\x20-\x7e\x80-\xff]*$/

/** What a response needs from the connection it is written to. */
export interface PlainResponseOwner {
  readonly socket: Socket
  /** `Date` of RFC 9110 section 6.6.1, of this second. */
  date(): string
  /** The response is written whole; the connection goes on, or ends. */
  onFinished(keepAlive: boolean): void
}

/** The answer to a {@link PlainRequest}: the part of `node:http`'s ServerResponse that the gateway uses. */
export class PlainResponse {
  shouldKeepAlive: boolean
  headersSent = false
  destroyed = false
  #owner: PlainResponseOwner
  #head = ''
  #isFinished = false
  #closeListeners: (() => void)[] = []

  constructor(owner: PlainResponseOwner, keepAlive: boolean) {
    this.#owner = owner
    this.shouldKeepAlive = keepAlive
  }

  /** The listener is called once, when the answer is written or the caller is gone. */
  once(_event: 'close', listener: () => void): this {
    this.#closeListeners.push(listener)
    return this
  }

  off(_event: 'close', listener: () => void): this {
    const index = this.#closeListeners.indexOf(listener)
    if (index >= 0) this.#closeListeners.splice(index, 1)
    return this
  }

  /** `headers` are names and values in turn. @throws TypeError when a value would break the head. */
  writeHead(status: number, headers: readonly string[]): this {
    let head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n`
    let values = ''
    for (let at = 0; at < headers.length; at += 2) {
      const name = headers[at] as string
      const value = headers[at + 1] as string
      if (name === 'Connection') {
        if (value === 'close') this.shouldKeepAlive = false
        continue
      }
      values += value
      head += `${name}: ${value}\r\n`
    }
    if (!headerValues.test(values)) throw new TypeError('a header of the answer cannot be written')
    const connection = this.shouldKeepAlive ? 'keep-alive\r\nKeep-Alive: timeout=5' : 'close'
    this.#head = `${head}Date: ${this.#owner.date()}\r\nConnection: ${connection}\r\n`
    this.headersSent = true
    return this
  }

  /** Writes head and body at once. The head has named the body's length. */
  end(body?: Buffer | string): void {
    if (this.destroyed || this.#isFinished || !this.#owner.socket.writable) return
    const bytes = typeof body === 'string' ? Buffer.from(body) : body
    const head = `${this.#head}\r\n`
    const message = Buffer.allocUnsafe(head.length + (bytes?.length ?? 0))
    message.write(head, 'latin1')
    if (bytes) message.set(bytes, head.length)
    this.#owner.socket.write(message)
    this.#finish()
  }

  /** The way to write a body of unknown length, in chunks (RFC 9112 section 7.1), as fast as the caller reads. */
  openBody(): Writable {
    const { socket } = this.#owner
    socket.write(`${this.#head}Transfer-Encoding: chunked\r\n\r\n`, 'latin1')
    return new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        if (chunk.length === 0) {
          done()
          return
        }
        socket.cork()
        socket.write(`${chunk.length.toString(16)}\r\n`, 'latin1')
        socket.write(chunk)
        socket.write('\r\n', 'latin1', done)
        socket.uncork()
      },
      final: (done) => {
        socket.write('0\r\n\r\n', 'latin1', (error) => done(error))
        this.#finish()
      },
    })
  }

  destroy(): void {
    this.#owner.socket.destroy()
    this.closed()
  }

  /** The connection is gone. */
  closed(): void {
    if (this.destroyed) return
    this.destroyed = true
    if (!this.#isFinished) this.#emitClose()
  }

  #finish(): void {
    this.#isFinished = true
    // After the exchange has let go of it: a call that was answered is not one whose caller went away.
    process.nextTick(() => {
      this.#emitClose()
      this.#owner.onFinished(this.shouldKeepAlive)
    })
  }

  #emitClose(): void {
    const listeners = this.#closeListeners
    this.#closeListeners = []
    for (const listener of listeners) listener()
  }
}
