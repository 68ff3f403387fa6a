import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { Server as TlsServer } from 'node:tls'
import type { Clock } from '#core/ports/clock.ts'
import { PlainConnection } from './plain-connection.ts'
import type { PlainRequest } from './plain-request.ts'
import type { PlainResponse } from './plain-response.ts'

export interface FastPathDeps {
  readonly clock: Clock
  readonly maxBodyBytes: number
  readonly maxRequests: number
  handle(request: PlainRequest, response: PlainResponse): void
  onServed(socket: Socket): void
  refuseTruncated(socket: Socket): void
}

const longestPatienceMs = 1000

/**
 * Puts the fast path before a server of `node:http`: each new connection is read here as long as its
 * requests have the plain shape. At the first that has not, between two requests, the connection goes to
 * `node:http` for good with every byte of it.
 */
export function attachFastPath(server: Server, deps: FastPathDeps): void {
  const event = server instanceof TlsServer ? 'secureConnection' : 'connection'
  const general = server.listeners(event) as ((socket: Socket) => void)[]
  const connections = new Set<PlainConnection>()
  const date = createDate(deps.clock)
  const owner = {
    ...deps,
    date,
    keepAliveMs: server.keepAliveTimeout,
    patienceMs: Math.min(longestPatienceMs, server.headersTimeout),
    now: () => deps.clock.monotonic(),
    takeOver(socket: Socket) {
      for (const listener of general) listener.call(server, socket)
      socket.resume()
    },
    onGone: (connection: PlainConnection) => void connections.delete(connection),
  }
  server.removeAllListeners(event)
  server.on(event, (socket: Socket) => {
    connections.add(new PlainConnection(socket, owner))
  })
  closeWithServer(server, connections)
}

/** `node:http` closes the connections it knows; these are closed with them. */
function closeWithServer(server: Server, connections: ReadonlySet<PlainConnection>): void {
  const closeIdle = server.closeIdleConnections.bind(server)
  const closeAll = server.closeAllConnections.bind(server)
  server.closeIdleConnections = () => {
    closeIdle()
    for (const connection of connections) if (connection.isIdle) connection.socket.destroy()
  }
  server.closeAllConnections = () => {
    closeAll()
    for (const connection of connections) connection.socket.destroy()
  }
}

/** The date header of the running second, written once a second. */
function createDate(clock: Clock): () => string {
  let second = 0
  let text = ''
  return () => {
    const now = Math.floor(clock.now() / 1000)
    if (now !== second) {
      second = now
      text = new Date(now * 1000).toUTCString()
    }
    return text
  }
}
