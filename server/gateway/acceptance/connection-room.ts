import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { Server as TlsServer } from 'node:tls'

/** Who may stay connected when there is no room for everybody. */
export interface ConnectionRoom {
  /** Bounds the connections of this server; called when its other listeners are there. */
  watch(server: Server): void
  /** A whole request has come: this caller is no slow sender, and keeps its place. */
  served(socket: Socket): void
}

/** Connections beyond the capacity that the server still accepts, so that one of them can be let go for another. */
const headroom = 100

/**
 * At most `capacity` connections. When there are more, the connection that has waited longest without ever sending a
 * whole request goes: thousands that send a byte now and then cost the others nothing. A server full of callers that
 * were served takes no more.
 */
export function createConnectionRoom(capacity: number): ConnectionRoom {
  const silent = new Set<Socket>()
  let connected = 0
  function arrived(socket: Socket): void {
    connected += 1
    silent.add(socket)
    socket.once('close', () => {
      connected -= 1
      silent.delete(socket)
    })
    if (connected <= capacity) return
    const [longest = socket] = silent
    silent.delete(longest)
    longest.destroy()
  }

  return {
    watch(server) {
      server.maxConnections = capacity + headroom
      server.prependListener(server instanceof TlsServer ? 'secureConnection' : 'connection', arrived)
    },
    served: (socket) => void silent.delete(socket),
  }
}
