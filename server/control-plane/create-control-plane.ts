import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import express, { type Express, type NextFunction, type Request, type Response } from 'express'
import { DomainError, NotFound } from '#core/errors.ts'
import type { AccessTokenVerifier } from '#core/oauth/access-token-verifier.ts'
import type { Logger } from '#kit/logger.ts'
import { problemMediaType } from '#kit/problem.ts'
import { createManagementApi } from './framework/management-api.ts'
import { languageOf, renderProblem } from './framework/render-problem.ts'
import type { ManagementDeps } from './management-deps.ts'
import { operations } from './operations.ts'

/** Something else that answers on control's public listener, below `path`, with the path it was sent. */
export interface MountedSurface {
  readonly path: string
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void
}

export interface ControlPlaneOptions {
  readonly deps: ManagementDeps
  readonly verifier: AccessTokenVerifier
  /** The document of specs/management.openapi.yaml, parsed. */
  readonly specification: object
  readonly logger: Logger
  /** Peers (addresses or CIDR blocks) whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[]
  /** The people's issuer at `/login` and its metadata at `/.well-known/...`. */
  readonly surfaces: readonly MountedSurface[]
  /** Everything nothing else answers: the portal. Without one: a 404 problem. */
  readonly portal: MountedSurface['handle'] | null
}

const base = '/management/v1'

/** The requester's id when it is one, else ours. It is in every answer and every log line. */
function requestIdOf(request: Request, options: ControlPlaneOptions): string {
  const sent = request.get('x-request-id')
  return sent !== undefined && /^[\w-]{8,64}$/.test(sent) ? sent : options.deps.random.uuid()
}

/** Control's public surface, as an ordered list of middleware. */
export function createControlPlane(options: ControlPlaneOptions): Express {
  const { deps, specification, logger } = options
  const api = createManagementApi(specification, operations, options.verifier, deps)
  const document = JSON.stringify({ ...specification, servers: [{ url: `${deps.publicUrl}${base}` }] })
  const metadata = {
    resource: `${deps.publicUrl}${base}`,
    authorization_servers: [`${deps.publicUrl}/login`],
    bearer_methods_supported: ['header'],
  }

  function identify(request: Request, response: Response, next: NextFunction): void {
    response.locals.requestId = requestIdOf(request, options)
    response.setHeader('X-Request-Id', response.locals.requestId)
    next()
  }

  function protect(_request: Request, response: Response, next: NextFunction): void {
    response.setHeader('Cache-Control', 'no-store')
    response.setHeader('X-Content-Type-Options', 'nosniff')
    response.setHeader('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'")
    response.setHeader('Referrer-Policy', 'no-referrer')
    next()
  }

  function serveSpecification(_request: Request, response: Response): void {
    response.setHeader('Content-Type', 'application/json; charset=utf-8').end(document)
  }

  async function manage(request: Request, response: Response): Promise<void> {
    const [path = '/', search = ''] = request.url.split(/\?(.*)/s)
    const answer = await api.answer({
      message: request,
      path,
      search,
      requestId: String(response.locals.requestId),
      remoteAddress: request.ip ?? '',
    })
    response.status(answer.status)
    for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value)
    if (answer.stream === null) response.end(answer.text ?? undefined)
    else await pipeline(answer.stream, response)
  }

  function refuse(error: unknown, request: Request, response: Response, _next: NextFunction): void {
    const requestId = String(response.locals.requestId)
    const problem = renderProblem(error, {
      publicUrl: deps.publicUrl,
      requestId,
      instance: request.originalUrl.split('?')[0] ?? '/',
      language: languageOf(request.get('accept-language')),
      sentToken: request.get('authorization') !== undefined,
    })
    if (problem.status >= 500) {
      const cause = error instanceof DomainError ? error.cause : error
      logger.error('A request failed.', { request_id: requestId, status: problem.status, error: describe(cause) })
    }
    if (response.headersSent) {
      response.destroy()
      return
    }
    // The rest of a refused body is not read: the connection cannot be used again.
    if (!request.complete) response.setHeader('Connection', 'close')
    response.status(problem.status).setHeader('Content-Type', problemMediaType)
    for (const [name, value] of Object.entries(problem.headers)) response.setHeader(name, value)
    response.end(JSON.stringify(problem.document))
  }

  const app = express()
  app
    .disable('x-powered-by')
    .disable('etag')
    .set('trust proxy', [...options.trustedProxies])
    .set('query parser', false)
  app.use(identify)
  for (const surface of options.surfaces) app.use(keepingPath(surface))
  app.use([base, '/.well-known/oauth-protected-resource'], protect)
  app.get('/.well-known/oauth-protected-resource/management/v1', (_request, response) => void response.json(metadata))
  app.get(`${base}/openapi.json`, serveSpecification)
  app.use(base, manage)
  if (options.portal !== null) app.use(options.portal)
  app.use(protect, () => {
    throw new NotFound({ problem: 'not-found' })
  })
  app.use(refuse)
  return app
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

/** A surface below a path that still sees its whole URL: issuers build their addresses from it. */
function keepingPath({ path, handle }: MountedSurface) {
  return (request: Request, response: Response, next: NextFunction) => {
    const target = request.url.split('?')[0] ?? ''
    if (target === path || target.startsWith(`${path}/`)) handle(request, response)
    else next()
  }
}
