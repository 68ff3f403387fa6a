import type { ServerOptions } from 'node:http'

/** Options for the caller's `http.createServer`: node's defaults wait far too long for a gateway. */
export const gatewayServerOptions = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 5000,
  connectionsCheckingInterval: 2000,
  maxHeaderSize: 16 * 1024,
  insecureHTTPParser: false,
  // The first phase refuses what has none: `node:http` would go on to the next message on the connection.
  requireHostHeader: false,
} as const satisfies ServerOptions

export const maxConnections = 2000
export const maxRequestsPerSocket = 1000
