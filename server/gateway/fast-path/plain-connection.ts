import type { Socket } from 'node:net'
import type { HeaderSection } from './header-section.ts'
import { parsePlainRequest } from './parse-plain-request.ts'
import { type PlainPeer, PlainRequest } from './plain-request.ts'
import { PlainResponse, type PlainResponseOwner } from './plain-response.ts'

/** What a connection needs from the gateway it belongs to. */
export interface PlainConnectionOwner {
  readonly maxBodyBytes: number
  /** Milliseconds an idle connection is kept; 0 for ever. */
  readonly keepAliveMs: number
  /** Milliseconds a message may come in pieces here; then `node:http` waits for the rest, by its own time-outs. */
  readonly patienceMs: number
  readonly maxRequests: number
  date(): string
  now(): number
  handle(request: PlainRequest, response: PlainResponse): void
  /** The first whole request of a connection has come. */
  onServed(socket: Socket): void
  /** Takes a paused socket that stands before a request; what was read of it is in its buffer. */
  takeOver(socket: Socket): void
  /** Answers a message that ended before it was whole. */
  refuseTruncated(socket: Socket): void
  onGone(connection: PlainConnection): void
}

/** Bytes of later requests that are read while one is answered. */
const maxAhead = 64 * 1024
/** How long a caller may stop reading its last answer. */
const closingMs = 5000

/** One caller's connection, as long as its requests are plain and come one after the other. */
export class PlainConnection implements PlainResponseOwner {
  readonly socket: Socket
  #owner: PlainConnectionOwner
  #peer: PlainPeer
  #section: HeaderSection | null = null
  #unread: Buffer | null = null
  #unreadSince = 0
  #response: PlainResponse | null = null
  #served = 0

  constructor(socket: Socket, owner: PlainConnectionOwner) {
    this.socket = socket
    this.#owner = owner
    this.#peer = { remoteAddress: socket.remoteAddress }
    socket.setNoDelay(true)
    socket.setTimeout(owner.keepAliveMs)
    socket.on('data', this.#onData).on('end', this.#onEnd).on('close', this.#onClose)
    socket.on('error', this.#onError).on('timeout', this.#onTimeout)
  }

  date(): string {
    return this.#owner.date()
  }

  get isIdle(): boolean {
    return this.#response === null && this.#unread === null && this.socket.writableLength === 0
  }

  onFinished(keepAlive: boolean): void {
    this.#response = null
    if (this.socket.destroyed) return
    if (!keepAlive) {
      this.#leave()
      this.socket.end()
      // What the caller still sends is not read as a request; it may take a moment to read the answer.
      this.socket.setTimeout(closingMs, () => this.socket.destroy())
      this.socket.resume()
      return
    }
    if (this.socket.writableNeedDrain) {
      // A caller that sends and does not read must not fill the memory with answers.
      this.socket.pause()
      this.socket.once('drain', this.#goOn)
      return
    }
    this.#goOn()
  }

  #goOn = (): void => {
    if (this.socket.isPaused()) this.socket.resume()
    const unread = this.#unread
    this.#unread = null
    if (unread) this.#read(unread)
  }

  #onData = (chunk: Buffer): void => {
    const bytes = this.#unread ? Buffer.concat([this.#unread, chunk]) : chunk
    if (this.#response === null && !this.socket.writableNeedDrain) {
      this.#read(bytes)
      return
    }
    this.#unread = bytes
    if (bytes.length > maxAhead) this.socket.pause()
  }

  #read(bytes: Buffer): void {
    const head = parsePlainRequest(bytes, this.#owner.maxBodyBytes, this.#section)
    if (head === 'unusual') {
      this.#handOver(bytes)
      return
    }
    const isWhole = head !== 'incomplete' && bytes.length >= head.headBytes + head.bodyBytes
    if (!isWhole) {
      this.#wait(bytes)
      return
    }
    const end = head.headBytes + head.bodyBytes
    this.#unread = bytes.length > end ? bytes.subarray(end) : null
    if (this.#unreadSince !== 0) this.#stopWaiting()
    this.#served += 1
    if (this.#served === 1) this.#owner.onServed(this.socket)
    this.#section = head.section
    const body = head.bodyBytes > 0 ? bytes.subarray(head.headBytes, end) : null
    const isLast = !head.section.keepAlive || this.#served >= this.#owner.maxRequests
    this.#response = new PlainResponse(this, !isLast)
    this.#owner.handle(new PlainRequest(head.method, head.url, head.section, body, this.#peer), this.#response)
  }

  #wait(bytes: Buffer): void {
    const now = this.#owner.now()
    if (this.#unreadSince === 0) {
      this.#unreadSince = now
      this.socket.setTimeout(this.#owner.patienceMs)
    } else if (now - this.#unreadSince > this.#owner.patienceMs) {
      this.#handOver(bytes)
      return
    }
    this.#unread = bytes
  }

  #stopWaiting(): void {
    this.#unreadSince = 0
    this.socket.setTimeout(this.#owner.keepAliveMs)
  }

  #handOver(bytes: Buffer | null): void {
    this.#letGo()
    this.#owner.onGone(this)
    this.socket.pause()
    if (bytes) this.socket.unshift(bytes)
    this.#owner.takeOver(this.socket)
  }

  /** Reads no request any more; the socket stays ours until it is closed. */
  #leave(): void {
    this.#letGo()
    this.socket.on('error', () => {}).on('close', () => this.#owner.onGone(this))
  }

  #letGo(): void {
    this.#unread = null
    this.socket.off('data', this.#onData).off('end', this.#onEnd).off('close', this.#onClose)
    this.socket.off('error', this.#onError).off('timeout', this.#onTimeout).off('drain', this.#goOn)
    this.socket.setTimeout(0)
  }

  /** As in `node:http`, a caller that stops sending has gone, even when it waits for an answer. */
  #onEnd = (): void => {
    if (this.#response || !this.#unread) {
      this.socket.end()
      return
    }
    this.#leave()
    this.#owner.refuseTruncated(this.socket)
  }

  #onTimeout = (): void => {
    if (this.#response) return
    if (this.socket.writableLength > 0) {
      this.socket.destroy()
      return
    }
    // A caller that never finished its first request gets the time-outs and the answer of `node:http`.
    if (this.#unread || this.#served === 0) this.#handOver(this.#unread)
    else this.socket.destroy()
  }

  #onError = (): void => {
    this.socket.destroy()
  }

  #onClose = (): void => {
    this.#owner.onGone(this)
    const response = this.#response
    this.#response = null
    response?.closed()
  }
}
