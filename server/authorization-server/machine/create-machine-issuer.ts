import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Provider } from 'oidc-provider'
import type { Clock } from '#core/ports/clock.ts'
import type { ReplayGuard } from '#core/ports/replay-guard.ts'
import type { SnapshotSource } from '#core/snapshot/snapshot-view.ts'
import { enterIssuer } from '../http/enter-issuer.ts'
import { hasIssuerHost } from '../http/has-issuer-host.ts'
import { parseIssuerAddress } from '../http/issuer-address.ts'
import { sendJson } from '../http/send-json.ts'
import { sendOAuthError } from '../http/send-oauth-error.ts'
import type { IssuerEvent } from '../issuer-event.ts'
import type { SigningKey, SigningKeys } from '../signing/signing-key.ts'
import { createClientIndex } from './client-index.ts'
import { createMachineProvider } from './create-machine-provider.ts'
import { machineMetadata } from './machine-metadata.ts'
import type { MachinePolicy } from './machine-provider-configuration.ts'
import { createPresentedCertificates } from './presented-certificate.ts'
import { publishedKeys } from './published-keys.ts'
import { createTokenExchanges } from './token-exchange.ts'

export interface MachineIssuerDeps {
  /** Public URL of the issuer as clients know it: `${gatewayUrl}/oauth2`. */
  readonly issuerUrl: string
  /** Public URL of the environment's gateway: the audience of its tokens. */
  readonly audience: string
  readonly snapshot: SnapshotSource
  readonly signingKeys: SigningKeys
  readonly replayGuard: ReplayGuard
  readonly clock: Clock
  /** 32 bytes behind the nonces that DPoP proofs must then carry; absent demands none. */
  readonly nonceSecret?: Buffer
  /** With it gateways tell of a client's certificate; absent means that certificates play no part. */
  readonly relaySecret?: string
  /** Told the credential of every token issued. Must return at once: batching is the callee's. */
  readonly onCredentialUsed?: (credentialId: string) => void
  readonly observe?: (event: IssuerEvent) => void
}

export interface MachineIssuer {
  /** Answers one request; never rejects. */
  handle(req: IncomingMessage, res: ServerResponse): void
  /** Whether tokens can be issued: a snapshot is there and a signing key may be used. */
  isReady(): boolean
}

/** The token issuer of one environment. Needs the snapshot, a signing key and a replay guard; no database. */
export function createMachineIssuer(deps: MachineIssuerDeps): MachineIssuer {
  const address = parseIssuerAddress(deps.issuerUrl)
  const policy: MachinePolicy = {
    issuer: address.issuer,
    audience: deps.audience,
    clients: createClientIndex(deps.snapshot),
    replayGuard: deps.replayGuard,
    clock: deps.clock,
    exchangeOf: createTokenExchanges(),
    nonceSecret: deps.nonceSecret ?? null,
    certificateOf: createPresentedCertificates(deps.relaySecret ?? null, deps.clock),
  }
  const callbackOf = createProviderCache(policy, deps)
  const metadata = machineMetadata(address.issuer, deps.relaySecret !== undefined)
  const publicly = { 'cache-control': 'public, max-age=60' }

  function answerToken(req: IncomingMessage, res: ServerResponse): void {
    const key = deps.signingKeys.current()
    if (!key || !deps.snapshot.current()) {
      sendOAuthError(res, 503, 'temporarily_unavailable', 'the issuer is starting', { 'retry-after': '5' })
      return
    }
    enterIssuer(req, address)
    req.headers.accept = 'application/json'
    callbackOf(key)(req, res)
  }

  const jwkSet = { ...publicly, 'content-type': 'application/jwk-set+json' }
  const answerMetadata = (_req: IncomingMessage, res: ServerResponse) => sendJson(res, 200, metadata, publicly)
  const routes: Readonly<Record<string, readonly ['GET' | 'POST', typeof answerToken]>> = {
    [`${address.basePath}/token`]: ['POST', answerToken],
    [`${address.basePath}/jwks`]: [
      'GET',
      (_req, res) => sendJson(res, 200, publishedKeys(deps.snapshot, deps.signingKeys), jwkSet),
    ],
    [`${address.basePath}/.well-known/oauth-authorization-server`]: ['GET', answerMetadata],
    [`${address.basePath}/.well-known/openid-configuration`]: ['GET', answerMetadata],
    [`/.well-known/oauth-authorization-server${address.basePath}`]: ['GET', answerMetadata],
  }

  return {
    handle(req, res) {
      if (!hasIssuerHost(req, address)) {
        sendOAuthError(res, 421, 'invalid_request', 'the Host is not that of this issuer')
        return
      }
      const path = (req.url ?? '/').split('?', 1)[0] ?? '/'
      const route = Object.hasOwn(routes, path) ? routes[path] : undefined
      if (!route) sendOAuthError(res, 404, 'invalid_request', 'the issuer has no such endpoint')
      else if (req.method !== route[0])
        sendOAuthError(res, 405, 'invalid_request', `use ${route[0]}`, { allow: route[0] })
      else route[1](req, res)
    },
    isReady: () => deps.signingKeys.current() !== null && deps.snapshot.current() !== null,
  }
}

/** Builds the library instance of the current key, once for each key. */
function createProviderCache(policy: MachinePolicy, deps: MachineIssuerDeps) {
  let built: { readonly kid: string; readonly callback: ReturnType<Provider['callback']> } | null = null
  return (key: SigningKey) => {
    if (built?.kid !== key.kid) {
      const provider = createMachineProvider(policy, key)
      observeProvider(provider, policy, deps)
      built = { kid: key.kid, callback: provider.callback() }
    }
    return built.callback
  }
}

function observeProvider(provider: Provider, policy: MachinePolicy, deps: MachineIssuerDeps): void {
  provider.on('grant.success', (ctx) => {
    const { credentialId } = policy.exchangeOf(ctx)
    if (credentialId) deps.onCredentialUsed?.(credentialId)
    deps.observe?.({ type: 'token_issued', client_id: ctx.oidc.client?.clientId ?? null })
  })
  provider.on('grant.error', (ctx, error) => {
    deps.observe?.({
      type: 'token_refused',
      client_id: ctx.oidc.entities.Client?.clientId ?? null,
      error: error.message,
      detail: (error as { error_detail?: string }).error_detail ?? null,
    })
  })
  const onServerError = (error: unknown) => deps.observe?.({ type: 'server_error', cause: error })
  provider.on('server_error', (_ctx, error) => onServerError(error))
  provider.on('error' as 'server_error', onServerError)
}
