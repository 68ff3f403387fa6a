import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AccountDirectory } from '#core/oauth/account-directory.ts'
import type { LoginThrottleStore } from '#core/oauth/login-throttle-store.ts'
import type { OAuthArtifactStore } from '#core/oauth/oauth-artifact-store.ts'
import type { Clock } from '#core/ports/clock.ts'
import type { PasswordHasher } from '#core/ports/password-hasher.ts'
import type { UnitOfWork } from '#core/ports/unit-of-work.ts'
import { enterIssuer } from '../http/enter-issuer.ts'
import { hasIssuerHost } from '../http/has-issuer-host.ts'
import { parseIssuerAddress } from '../http/issuer-address.ts'
import { sendJson } from '../http/send-json.ts'
import { sendOAuthError } from '../http/send-oauth-error.ts'
import { chooseLanguage } from '../interactions/choose-language.ts'
import { languages } from '../interactions/languages.ts'
import { pageStyle } from '../interactions/page-style.ts'
import { renderNotice } from '../interactions/render-page.ts'
import { sendPage } from '../interactions/send-page.ts'
import type { IssuerEvent } from '../issuer-event.ts'
import { answerInteraction, type InteractionDeps } from './answer-interaction.ts'
import { answerErrorPage, answerLoggedOut, answerLogout } from './answer-logout.ts'
import { answerableUnitOfWork } from './answerable-unit-of-work.ts'
import { authenticatePerson } from './authenticate-person.ts'
import { createPeopleProvider } from './create-people-provider.ts'
import type { PeopleSecrets } from './derive-people-secrets.ts'
import { createMachineAccounts, machineClientMetadata } from './machine-client.ts'
import { observePeopleProvider } from './observe-people-provider.ts'
import { peopleMetadata } from './people-metadata.ts'

export interface PeopleIssuerDeps {
  /** Public URL of the platform, no trailing slash; the issuer is `${publicUrl}/login`. */
  readonly publicUrl: string
  readonly unitOfWork: UnitOfWork
  readonly artifacts: OAuthArtifactStore
  readonly accounts: AccountDirectory
  readonly throttles: LoginThrottleStore
  readonly passwordHasher: PasswordHasher
  readonly secrets: PeopleSecrets
  readonly clock: Clock
  /** The person's address as far as it can be trusted. Absent: what express found by its trusted proxies, else the socket's. */
  readonly clientAddress?: (req: IncomingMessage) => string
  readonly observe?: (event: IssuerEvent) => void
}

export interface PeopleIssuer {
  readonly issuerUrl: string
  /**
   * Answers requests under the issuer and its well-known path, and passes all others on (404 without
   * `next`). No body parser may have run before it. Never rejects.
   */
  listener(req: IncomingMessage, res: ServerResponse, next?: () => void): void
}

/** `from` is the person's address, read before forwarding headers are dropped. */
type Answer = (req: IncomingMessage, res: ServerResponse, from: string) => void | Promise<void>

/** The issuer of people and of machines that use the management API. Runs where the store is. */
export function createPeopleIssuer(deps: PeopleIssuerDeps): PeopleIssuer {
  const { publicUrl, accounts, clock, observe = () => undefined } = deps
  const address = parseIssuerAddress(`${publicUrl}/login`)
  const { basePath } = address
  const unitOfWork = answerableUnitOfWork(deps.unitOfWork)
  const machines = createMachineAccounts({ unitOfWork, accounts })
  const pages = { publicUrl, basePath }
  const provider = createPeopleProvider(
    {
      ...pages,
      issuer: address.issuer,
      managementUrl: `${publicUrl}/management/v1`,
      unitOfWork,
      artifacts: deps.artifacts,
      clock,
      secrets: deps.secrets,
      findAccount: (accountId) => unitOfWork.read((tx) => accounts.find(tx, accountId)),
      findClient: async (clientId) => ((await machines.find(clientId)) ? machineClientMetadata(clientId) : undefined),
      machineAccountId: async (clientId) => (await machines.find(clientId))?.id ?? null,
      renderLogout: (ctx, form) => answerLogout(pages, ctx, form),
      renderLoggedOut: (ctx) => answerLoggedOut(pages, ctx),
      renderError: (ctx, error) => answerErrorPage(pages, ctx, error),
    },
    machines,
  )
  observePeopleProvider(provider, observe)
  const interactions: InteractionDeps = {
    ...pages,
    provider,
    origin: address.origin,
    authenticate: (attempt) => authenticatePerson({ ...deps, unitOfWork }, attempt),
    observe,
  }
  const clientAddress = deps.clientAddress ?? addressOf
  const callback = provider.callback()
  const metadata = peopleMetadata(address.issuer)
  const publicly = { 'cache-control': 'public, max-age=300' }

  const toLibrary: Answer = (req, res) => void callback(req, res)
  const toLibraryAsJson: Answer = (req, res) => {
    req.headers.accept = 'application/json'
    void callback(req, res)
  }
  const sendMetadata: Answer = (_req, res) => sendJson(res, 200, metadata, publicly)
  const sendKeys: Answer = (_req, res) =>
    sendJson(
      res,
      200,
      { keys: [deps.secrets.idTokenKey.publicJwk] },
      { ...publicly, 'content-type': 'application/jwk-set+json' },
    )
  const sendStyle: Answer = (_req, res) => {
    res.writeHead(200, { ...publicly, 'content-type': 'text/css; charset=utf-8', 'x-content-type-options': 'nosniff' })
    res.end(pageStyle)
  }

  // biome-ignore format: aligned table
  const routes: readonly (readonly [method: 'GET' | 'POST', path: RegExp, answer: Answer])[] = [
    ['GET',  /^\/auth$/,                                      toLibrary],
    ['GET',  /^\/auth\/[\w-]{1,64}$/,                         toLibrary],
    ['POST', /^\/token$/,                                     toLibraryAsJson],
    ['POST', /^\/token\/revocation$/,                         toLibraryAsJson],
    ['GET',  /^\/session\/end(\/success)?$/,                  toLibrary],
    ['POST', /^\/session\/end\/confirm$/,                     toLibrary],
    ['GET',  /^\/jwks$/,                                      sendKeys],
    ['GET',  /^\/\.well-known\/oauth-authorization-server$/,  sendMetadata],
    ['GET',  /^\/\.well-known\/openid-configuration$/,        sendMetadata],
    ['GET',  /^\/style\.css$/,                                sendStyle],
    ['GET',  /^\/interaction\/[\w-]{1,64}$/,                  answerStep],
    ['POST', /^\/interaction\/[\w-]{1,64}$/,                  answerStep],
  ]

  async function answerStep(req: IncomingMessage, res: ServerResponse, from: string): Promise<void> {
    const uid = (req.url ?? '').split('?', 1)[0]?.split('/').at(-1) ?? ''
    await answerInteraction(interactions, req, res, uid, from)
  }

  /** Only pages fail here: the library answers its own failures. */
  function fail(req: IncomingMessage, res: ServerResponse, cause: unknown): void {
    const status = (cause as { statusCode?: number }).statusCode === 503 ? 503 : 500
    observe({ type: 'server_error', cause })
    if (res.headersSent) {
      res.destroy()
      return
    }
    const language = chooseLanguage(null, req.headers['accept-language'])
    const { unavailableTitle, unavailableText } = languages[language]
    const page = renderNotice({ ...pages, language }, unavailableTitle, unavailableText)
    sendPage(res, status, page, { headers: { 'retry-after': '5' } })
  }

  return {
    issuerUrl: address.issuer,
    listener(req, res, next) {
      const url = (req as IncomingMessage & { originalUrl?: string }).originalUrl ?? req.url ?? '/'
      const path = url.split('?', 1)[0] ?? '/'
      const isInserted = path === `/.well-known/oauth-authorization-server${basePath}`
      const inside = path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : null
      if (!isInserted && inside === null) {
        if (next) next()
        else sendOAuthError(res, 404, 'invalid_request', 'the issuer has no such endpoint')
        return
      }
      if (!hasIssuerHost(req, address)) {
        sendOAuthError(res, 421, 'invalid_request', 'the Host is not that of this issuer')
        return
      }
      const found = routes.filter(([, shape]) => shape.test(inside ?? '/.well-known/oauth-authorization-server'))
      const route = found.find(([method]) => method === req.method)
      if (!route) {
        const allow = found.map(([method]) => method).join(', ')
        if (allow) sendOAuthError(res, 405, 'invalid_request', `use ${allow}`, { allow })
        else sendOAuthError(res, 404, 'invalid_request', 'the issuer has no such endpoint')
        return
      }
      const from = clientAddress(req)
      req.url = url
      enterIssuer(req, address)
      Promise.resolve()
        .then(() => route[2](req, res, from))
        .catch((error: unknown) => fail(req, res, error))
    },
  }
}

function addressOf(req: IncomingMessage & { readonly ip?: string }): string {
  return req.ip ?? req.socket.remoteAddress ?? 'unknown'
}
