import { hash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { KoaContextWithOIDC, Provider } from 'oidc-provider'
import type { LoginChoices } from '#core/persons/login-choices.ts'
import type { Clock } from '#core/ports/clock.ts'
import type { SnapshotSource } from '#core/snapshot/snapshot-view.ts'
import { enterIssuer } from '../http/enter-issuer.ts'
import { hasIssuerHost } from '../http/has-issuer-host.ts'
import { parseIssuerAddress } from '../http/issuer-address.ts'
import { sendJson } from '../http/send-json.ts'
import { sendOAuthError } from '../http/send-oauth-error.ts'
import { chooseLanguage } from '../interactions/choose-language.ts'
import { renderNotice } from '../interactions/render-page.ts'
import { sendPage } from '../interactions/send-page.ts'
import type { IssuerEvent } from '../issuer-event.ts'
import { answerLogout, showPage } from '../people/answer-logout.ts'
import type { SigningKey } from '../signing/signing-key.ts'
import { answerCheckToken, type DataProvider } from './answer-check-token.ts'
import { answerChoice } from './answer-choice.ts'
import { choiceMessages } from './choice-messages.ts'
import { choiceStyle } from './choice-style.ts'
import { createDataScopes, type DataScopes } from './data-scopes.ts'
import { createLoginClients, type FindLoginClient, type LoginClient } from './login-client.ts'
import { createLoginMemory } from './memory-adapter.ts'
import { personMetadata } from './person-metadata.ts'
import { createPersonProvider, type PersonPolicy, subjectOf } from './person-provider.ts'

export interface PersonIssuerDeps {
  /** Public URL of the issuer: `${sandboxUrl}/france-connect/api/v2`. */
  readonly issuerUrl: string
  /** Public URL of the portal. */
  readonly portalUrl: string
  readonly snapshot: SnapshotSource
  readonly choices: LoginChoices
  readonly dataProvider: DataProvider
  /** The portal's own client: where people log in to read what concerns them. Absent where it offers that elsewhere. */
  readonly portalClient?: { readonly clientId: string; readonly secret: string }
  /** Signs identities and statements; the same at each start, so that clients may keep the public half. */
  readonly signingKey: SigningKey
  /** Signs cookies and makes subjects; the same at each start, so that a person stays the same to a client. */
  readonly secret: string
  readonly clock: Clock
  /** Life of a person's access token; 600 when absent. */
  readonly tokenLifeSeconds?: number
  readonly observe?: (event: IssuerEvent) => void
}

export interface PersonIssuer {
  /** Whether a path is this issuer's. */
  owns(path: string): boolean
  /** Answers one request under the issuer; never rejects. */
  handle(req: IncomingMessage, res: ServerResponse): void
}

type Answer = (req: IncomingMessage, res: ServerResponse, path: string) => void | Promise<void>

/**
 * The sandbox's identity provider of citizens, shaped like FranceConnect version 2. Logins, codes and tokens are in memory:
 * a restart ends them, and people log in again.
 */
export function createPersonIssuer(deps: PersonIssuerDeps): PersonIssuer {
  const { snapshot, choices, clock, signingKey, secret, observe = () => undefined } = deps
  const address = parseIssuerAddress(deps.issuerUrl)
  const { basePath, issuer } = address
  const pages = { publicUrl: deps.portalUrl, basePath }
  const readScopes = createDataScopes()
  const dataScopes = () => readScopes(snapshot.current())
  const clients = withPortal(createLoginClients(snapshot, clock), deps)
  const logoutDeps = { ...pages, subjectOf: (client: string, person: string) => subjectOf(secret, client, person) }
  const policy: PersonPolicy = {
    issuer,
    basePath,
    choices,
    clients,
    memory: createLoginMemory(),
    signingKey,
    secret,
    clock,
    tokenLifeSeconds: deps.tokenLifeSeconds ?? 600,
    renderError: (ctx) => showNotice(ctx, ctx.status, 'requestTitle', 'requestText'),
    renderLogout: (ctx, form) => answerLogout(logoutDeps, ctx, form),
    renderLoggedOut: (ctx) => showNotice(ctx, 200, 'loggedOutTitle', 'loggedOut'),
  }
  const current = createProviderCache(policy, dataScopes, observe)
  const choiceDeps = { ...pages, origin: address.origin, choices, clients, dataScopes, observe }
  const checkDeps = { issuer, dataProvider: deps.dataProvider, choices, signingKey, secret, clock, dataScopes }
  const publicly = { 'cache-control': 'public, max-age=60' }

  function showNotice(
    ctx: KoaContextWithOIDC,
    status: number,
    title: 'requestTitle' | 'loggedOutTitle',
    text: 'requestText' | 'loggedOut',
  ): void {
    const language = chooseLanguage(ctx.oidc.params?.ui_locales, ctx.get('accept-language'))
    const messages = choiceMessages[language]
    showPage(ctx, status, renderNotice({ ...pages, language }, messages[title], messages[text]))
  }

  const toLibrary: Answer = (req, res) => void current().callback(req, res)
  const toLibraryAsJson: Answer = (req, res) => {
    req.headers.accept = 'application/json'
    void current().callback(req, res)
  }
  const sendMetadata: Answer = (_req, res) =>
    sendJson(res, 200, personMetadata(issuer, [...dataScopes().keys()]), publicly)
  const sendKeys: Answer = (_req, res) =>
    sendJson(res, 200, { keys: [signingKey.publicJwk] }, { ...publicly, 'content-type': 'application/jwk-set+json' })
  const sendStyle: Answer = (_req, res) => {
    res.writeHead(200, { ...publicly, 'content-type': 'text/css; charset=utf-8', 'x-content-type-options': 'nosniff' })
    res.end(choiceStyle)
  }
  const sendChoice: Answer = (req, res, path) =>
    answerChoice(choiceDeps, current().provider, req, res, path.split('/').at(-1) ?? '')

  // biome-ignore format: aligned table
  const routes: readonly (readonly [method: 'GET' | 'POST', path: RegExp, answer: Answer])[] = [
    ['GET',  /^\/authorize$/,                           toLibrary],
    ['GET',  /^\/authorize\/[\w-]{1,64}$/,              toLibrary],
    ['POST', /^\/token$/,                               toLibraryAsJson],
    ['GET',  /^\/userinfo$/,                            toLibraryAsJson],
    ['POST', /^\/userinfo$/,                            toLibraryAsJson],
    ['GET',  /^\/session\/end(\/success)?$/,            toLibrary],
    ['POST', /^\/session\/end\/confirm$/,               toLibrary],
    ['GET',  /^\/jwks$/,                                sendKeys],
    ['GET',  /^\/\.well-known\/openid-configuration$/,  sendMetadata],
    ['POST', /^\/checktoken$/,                          (req, res) => answerCheckToken(checkDeps, current().provider, req, res)],
    ['GET',  /^\/style\.css$/,                          sendStyle],
    ['GET',  /^\/interaction\/[\w-]{1,64}$/,            sendChoice],
    ['POST', /^\/interaction\/[\w-]{1,64}$/,            sendChoice],
  ]

  /** The library answers its own failures; this is for pages and the check of tokens. */
  function fail(req: IncomingMessage, res: ServerResponse, cause: unknown): void {
    observe({ type: 'server_error', cause })
    if (res.headersSent) return void res.destroy()
    const language = chooseLanguage(null, req.headers['accept-language'])
    const { requestTitle, requestText } = choiceMessages[language]
    sendPage(res, 500, renderNotice({ ...pages, language }, requestTitle, requestText))
  }

  return {
    owns: (path) => path.startsWith(`${basePath}/`),
    handle(req, res) {
      if (!hasIssuerHost(req, address)) {
        return sendOAuthError(res, 421, 'invalid_request', 'the Host is not that of this issuer')
      }
      const path = ((req.url ?? '/').split('?', 1)[0] ?? '/').slice(basePath.length)
      const found = routes.filter(([, shape]) => shape.test(path))
      const route = found.find(([method]) => method === req.method)
      if (!route) {
        const allow = found.map(([method]) => method).join(', ')
        if (allow) sendOAuthError(res, 405, 'invalid_request', `use ${allow}`, { allow })
        else sendOAuthError(res, 404, 'invalid_request', 'the issuer has no such endpoint')
        return
      }
      enterIssuer(req, address)
      Promise.resolve()
        .then(() => route[2](req, res, path))
        .catch((error: unknown) => fail(req, res, error))
    },
  }
}

/** The portal is no application of the snapshot: its client is made here. */
function withPortal(others: FindLoginClient, { portalClient, portalUrl }: PersonIssuerDeps): FindLoginClient {
  if (portalClient === undefined) return others
  const { clientId: client_id, secret } = portalClient
  const client: LoginClient = {
    name: 'Octroi',
    registration: {
      client_id,
      redirect_uris: [`${portalUrl}/session/person/callback`],
      post_logout_redirect_uris: [`${portalUrl}/fr/my-data`, `${portalUrl}/en/my-data`],
    },
    secretHashes: [hash('sha256', secret)],
  }
  return (id) => (id === client_id ? client : others(id))
}

interface Built {
  readonly scopes: DataScopes
  readonly provider: Provider
  readonly callback: ReturnType<Provider['callback']>
}

/** One library instance for one set of data scopes; what is remembered is shared, so nobody notices a change. */
function createProviderCache(
  policy: PersonPolicy,
  dataScopes: () => DataScopes,
  observe: (event: IssuerEvent) => void,
): () => Built {
  let built: Built | null = null
  return () => {
    const scopes = dataScopes()
    if (built?.scopes !== scopes) {
      const provider = createPersonProvider(policy, [...scopes.keys()])
      const onServerError = (cause: unknown) => observe({ type: 'server_error', cause })
      provider.on('server_error', (_ctx, cause) => onServerError(cause))
      built = { scopes, provider, callback: provider.callback() }
    }
    return built
  }
}
