import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** What one connection waits for. */
interface Line {
  /** The answer under way. */
  current: ServerResponse | null
  /** Read last; what follows on the connection, or breaks it, is its body until it is complete. */
  last: IncomingMessage | null
  readonly waiting: (() => void)[]
}

/** Messages of one connection that may wait for their turn before it is read no further. */
const longestLine = 8

/** Takes the messages of a connection one after the other. */
export interface Turns {
  /** Calls `serve` when every answer before this one is written, and never after one that ended the connection. */
  serve(request: IncomingMessage, response: ServerResponse, serve: () => void): void
  /** What was read last cannot be parsed: calls `answer`, which ends the connection, in its turn. */
  end(socket: Socket, answer: () => void): void
}

/**
 * `node:http` hands over pipelined requests as it reads them: without this, what stands behind a refused message
 * would be carried out although its connection ends with the refusal (RFC 9112 section 9.6), and one connection
 * could have any number of calls under way.
 */
export function createTurns(): Turns {
  const lines = new WeakMap<Socket, Line>()

  function lineOf(socket: Socket): Line {
    const known = lines.get(socket)
    if (known) return known
    const line: Line = { current: null, last: null, waiting: [] }
    lines.set(socket, line)
    return line
  }

  function next(socket: Socket, line: Line): void {
    line.current = null
    if (!socket.writable) {
      line.waiting.length = 0
      return
    }
    const first = line.waiting.shift()
    if (first === undefined) return
    if (socket.isPaused()) socket.resume()
    first()
  }

  return {
    serve(request, response, serve) {
      const { socket } = request
      const line = lineOf(socket)
      line.last = request
      const begin = () => {
        line.current = response
        response.once('close', () => next(socket, line))
        serve()
      }
      if (!socket.writable) return
      if (line.current === null) {
        begin()
        return
      }
      line.waiting.push(begin)
      if (line.waiting.length >= longestLine) socket.pause()
    },
    end(socket, answer) {
      const line = lineOf(socket)
      const isBodyBroken = line.last !== null && !line.last.complete
      const isOfCurrent = isBodyBroken && line.waiting.length === 0
      if (line.current === null || (isOfCurrent && !line.current.headersSent)) {
        answer()
        return
      }
      if (isBodyBroken && !isOfCurrent) line.waiting.pop()
      line.waiting.push(isOfCurrent ? () => socket.destroy() : answer)
    },
  }
}
