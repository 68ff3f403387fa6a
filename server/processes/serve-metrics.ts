import type { Config } from '#config/config.ts'
import { type Listener, openListener } from './open-listener.ts'
import { StartFailure } from './start-failure.ts'

/** Serves Prometheus text at /metrics on the metrics port. */
export async function serveMetrics(config: Config, render: () => Promise<string>): Promise<Listener> {
  const port = config.ports.metrics
  const listener = await openListener({ hosts: config.hosts, port, tls: null }).catch((error: unknown) => {
    throw new StartFailure(`Metrics cannot listen on port ${port}: ${(error as NodeJS.ErrnoException).code}.`)
  })
  listener.serve(
    (request, response) => {
      if (request.method !== 'GET' || request.url?.split('?')[0] !== '/metrics') {
        response.writeHead(404).end()
        return
      }
      render().then(
        (text) => response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(text),
        () => response.writeHead(503).end(),
      )
    },
    { isReady: () => true },
  )
  return listener
}
