import type { IncomingMessage, ServerResponse } from 'node:http'
import express, { type NextFunction, type Request, type Response } from 'express'
import { checkOrigin } from './check-origin.ts'
import { securityHeaders } from './security-headers.ts'

/** The built portal's own entry: Astro in middleware mode. */
export type PortalHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void,
  locals: object,
) => unknown

interface PortalHostDeps {
  readonly handler: PortalHandler
  /** Folder of the built files that browsers fetch as they are. */
  readonly clientDir: string
  readonly publicUrl: string
  /** What the portal is told with each request. */
  readonly localsOf: () => object
  readonly onFailure: (error: unknown) => void
}

/** Serves the portal under `publicUrl`: one host name, our own origin, strict policies. */
export function createPortalHost(deps: PortalHostDeps): (request: IncomingMessage, response: ServerResponse) => void {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.use(securityHeaders(deps.publicUrl))
  app.use(redirectToPublicHost(deps.publicUrl))
  app.use(checkOrigin(deps.publicUrl))
  app.use('/_assets', express.static(`${deps.clientDir}/_assets`, { immutable: true, maxAge: '1y', index: false }))
  app.use(express.static(deps.clientDir, { index: false, redirect: false, maxAge: '10m' }))
  app.use((request, response, next) => {
    Promise.resolve(deps.handler(request, response, next, deps.localsOf())).catch(next)
  })
  app.use((_request, response) => {
    response.status(404).type('text/plain').send('Not found\n')
  })
  app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    deps.onFailure(error)
    if (response.headersSent) response.destroy()
    else response.status(500).type('text/plain').send('Something went wrong here. Please try again.\n')
  })
  return app
}

/** Cookies and forms belong to one host name: another name of this machine leads to it. */
function redirectToPublicHost(publicUrl: string) {
  const { host } = new URL(publicUrl)
  return (request: Request, response: Response, next: NextFunction): void => {
    const isPage = request.method === 'GET' || request.method === 'HEAD'
    if (isPage && request.headers.host !== host) response.redirect(307, `${publicUrl}${request.originalUrl}`)
    else next()
  }
}
