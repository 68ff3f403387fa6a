import { once } from 'node:events'
import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { ListenOptions } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { answerHealth, type Health } from './answer-health.ts'
import type { Door } from './door.ts'
import { drainServer, type Grace } from './drain-server.ts'
import type { TlsFiles } from './tls-files.ts'

export type Handler = (request: IncomingMessage, response: ServerResponse) => void

/** A bound listener. Until `serve` it answers health checks and 503. */
export interface Listener {
  readonly port: number
  /** Loopback address of this listener, for the other processes of the machine. */
  readonly url: string
  readonly servers: readonly Server[]
  serve(handler: Handler, health: Health): void
  /** Gives the servers to a surface that minds sockets and health by itself. */
  handOver(attach: (server: Server) => void): void
  /** Says "not ready" at once, stops accepting, lets running requests end within the grace, then cuts. */
  drain(grace: Grace): Promise<void>
  /** Begins to accept on doors that were taken over; others accept already. Who knocked meanwhile finds a role that is ready. */
  open(): Promise<void>
}

interface ListenerOptions {
  readonly hosts: readonly string[]
  readonly port: number
  readonly tls: TlsFiles | null
  /** Asks TLS clients for a certificate without judging who signed it: the token it obtains is bound to it. */
  readonly asksCertificate?: boolean
  /** The surface refuses requests without Host by itself; else `node:http` does. */
  readonly judgesHost?: boolean
  /** Bound to `port` by the process this one replaces; callers already knock there. Nothing is bound then. */
  readonly doors?: readonly Door[]
}

/** Measured defaults: long enough for slow networks, short enough that slow senders cannot pile up. */
const limits = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 2_000,
  maxHeaderSize: 16 * 1024,
}
const maxConnections = 2_000
const maxRequestsPerSocket = 1_000

/**
 * Binds every address on one port. A family this machine lacks is left out; a port that a dying
 * process still holds is waited for a little.
 */
export async function openListener(options: ListenerOptions): Promise<Listener> {
  const { hosts, port, tls, asksCertificate = false, judgesHost = false, doors = [] } = options
  let current: Handler = (_request, response) => {
    response.writeHead(503, { 'retry-after': '1' }).end()
  }
  let health: Health = { isReady: () => false }
  let draining = false
  const onRequest: Handler = (request, response) => {
    if (!answerHealth(request, response, draining ? { isReady: () => false } : health)) current(request, response)
  }
  const create = () => createServer(onRequest, tls, { asksCertificate, judgesHost })
  const servers = doors.length > 0 ? doors.map(create) : await bindAll(hosts, port, create)
  const bound = doors.length > 0 ? port : portOf(servers[0] as Server)
  const host = hosts.includes('::1') && !hosts.includes('127.0.0.1') ? '[::1]' : '127.0.0.1'
  return {
    port: bound,
    url: `${tls ? 'https' : 'http'}://${host}:${bound}`,
    servers,
    serve(handler, newHealth) {
      current = handler
      health = newHealth
    },
    handOver(attach) {
      for (const server of servers) attach(server.removeAllListeners('request'))
    },
    async drain(grace) {
      draining = true
      await Promise.all(servers.map((server) => drainServer(server, grace)))
    },
    async open() {
      await Promise.all(doors.map((door, at) => once((servers[at] as Server).listen(door), 'listening')))
    },
  }
}

function createServer(
  onRequest: Handler,
  tls: TlsFiles | null,
  { asksCertificate, judgesHost }: Required<Pick<ListenerOptions, 'asksCertificate' | 'judgesHost'>>,
): Server {
  const settings = { ...limits, requireHostHeader: !judgesHost }
  const asking = asksCertificate ? { requestCert: true, rejectUnauthorized: false } : {}
  const server = tls
    ? createTlsServer({ ...settings, ...tls.read(), ...asking }, onRequest)
    : createHttpServer(settings, onRequest)
  server.maxConnections = maxConnections
  server.maxRequestsPerSocket = maxRequestsPerSocket
  if (tls && 'setSecureContext' in server) {
    const stop = tls.onChange((context) => server.setSecureContext(context))
    server.on('close', stop)
  }
  return server
}

/** With port 0 the second family must take the port the first was given; if it is taken, all start again. */
async function bindAll(hosts: readonly string[], port: number, create: () => Server): Promise<Server[]> {
  for (let attempt = 0; ; attempt++) {
    const servers: Server[] = []
    try {
      for (const host of hosts) {
        const server = create()
        const wanted = servers[0] ? portOf(servers[0]) : port
        const options = { host, port: wanted, ipv6Only: hosts.length > 1 }
        if (await listen(server, options, servers.length > 0)) servers.push(server)
      }
      return servers
    } catch (error) {
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
      const isTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
      if (!isTaken || attempt >= 12) throw error
      if (port !== 0) await wait(250)
    }
  }
}

/** False when this machine lacks the address family and another address is bound already. */
function listen(server: Server, options: ListenOptions, isOptional: boolean): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (isOptional && (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT')) resolve(false)
      else reject(error)
    })
    server.listen(options, () => {
      server.removeAllListeners('error')
      resolve(true)
    })
  })
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}
