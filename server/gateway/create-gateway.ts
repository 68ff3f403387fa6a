import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { createAddressList } from '#kit/address-list.ts'
import { createAddressRules } from '#kit/address-rules.ts'
import { createTurns } from './acceptance/answer-in-turn.ts'
import { hasBody } from './acceptance/check-framing.ts'
import { createConnectionRoom } from './acceptance/connection-room.ts'
import { createOverloadGuard } from './acceptance/overload-guard.ts'
import { answerClientError } from './answer-client-error.ts'
import { answerRefusal } from './answers/answer-refusal.ts'
import { sendAnswer } from './answers/send-answer.ts'
import { createTurnAway } from './answers/turn-away.ts'
import { createFindPerson } from './authentication/find-person.ts'
import { createPersonTokenClient } from './authentication/person-token-client.ts'
import { createCachingTokenVerifier, type TokenLookups } from './authentication/token-cache.ts'
import { createProofVerifier } from './authentication/verify-proof.ts'
import type { CallRequest, CallResponse } from './call-message.ts'
import { createSequenceDetector } from './detection/sequence-detector.ts'
import { answerHealth } from './endpoints/answer-health.ts'
import type { Endpoint } from './endpoints/endpoint.ts'
import { createEndpointFinder } from './endpoints/find-endpoint.ts'
import { createIssuerRelay } from './endpoints/relay-to-issuer.ts'
import { createPersonIssuerRelay } from './endpoints/relay-to-person-issuer.ts'
import { relayToSandbox } from './endpoints/relay-to-sandbox.ts'
import type { Exchange } from './exchange.ts'
import { attachFastPath } from './fast-path/attach-fast-path.ts'
import type { GatewayContext } from './gateway-context.ts'
import type { GatewayDependencies } from './gateway-dependencies.ts'
import { maxConnections, maxRequestsPerSocket } from './gateway-server-options.ts'
import { createConcurrencyGate } from './limits/concurrency.ts'
import { createFailureBudget } from './limits/failure-budget.ts'
import { observeExchange } from './observe-exchange.ts'
import { openExchange } from './open-exchange.ts'
import { accept } from './phases/accept.ts'
import { phases } from './pipeline.ts'
import { refuse } from './refusal.ts'
import { compileRules } from './routing/compile-rules.ts'
import type { Rules } from './routing/rules.ts'
import { runPipeline } from './run-pipeline.ts'
import { createTimeText } from './time-text.ts'
import { createResponseCache } from './upstream/response-cache.ts'
import { createTargetChooser } from './upstream/target-chooser.ts'
import { createUpstreamPools, type UpstreamPools } from './upstream/upstream-pools.ts'

/** What a gateway is doing, without a value of any request. */
export interface GatewayState {
  readonly callsInProgress: number
  readonly tokens: TokenLookups
  readonly circuits: ReturnType<UpstreamPools['circuits']>
}

/** One gateway of one environment. The caller binds the listeners, made with `gatewayServerOptions`. */
export interface Gateway extends AsyncDisposable {
  /** Answers one request. Never throws. */
  handle(request: CallRequest, response: CallResponse): void
  /** Takes a server's requests and its parse errors, and bounds its connections. */
  attach(server: Server): void
  /** Why `/healthz/ready` says no, or null when it says yes. */
  notReady(): string | null
  /** What metrics tell of it. */
  vitals(): GatewayState
  /**
   * Says not ready at once, keeps serving for `noticeMs` so that balancers see it, then ends each
   * connection after its answer. Resolves when nothing is in progress, or after `graceMs`. The caller
   * closes its listeners once `noticeMs` is over, then disposes.
   */
  drain(options?: { readonly noticeMs?: number; readonly graceMs?: number }): Promise<void>
}

/** @throws TypeError naming an entry of the address lists that is not one. */
export function createGateway(deps: GatewayDependencies): Gateway {
  const { configuration, snapshot, pack, clock } = deps
  const answers = createResponseCache(clock)
  let rules: Rules | null = null
  const currentRules = (): Rules | null => {
    const view = snapshot.current()
    if (view && view !== rules?.view) {
      rules = compileRules(view, rules, pack, configuration.portalUrl)
      answers.follow(rules)
    }
    return rules
  }
  const internal = [...configuration.internalOrigins, configuration.issuerUrl]
  const pools = createUpstreamPools(
    createAddressRules(configuration.upstreamAllow),
    internal,
    clock,
    configuration.fastPath,
    deps.providerCertificates,
  )
  const targets = createTargetChooser(pools, clock)
  const tokens: TokenLookups = { hits: 0, misses: 0 }
  const context: GatewayContext = {
    deps,
    rules: currentRules,
    targets,
    answers,
    trustedProxies: createAddressList(configuration.trustedProxies),
    verifyToken: createCachingTokenVerifier(10_000, tokens),
    findPerson: configuration.franceConnect
      ? createFindPerson(createPersonTokenClient(configuration.franceConnect, pools), clock, (error) =>
          deps.observe.failed(error, ''),
        )
      : null,
    verifyProof: createProofVerifier(),
    concurrency: createConcurrencyGate(),
    timeText: createTimeText(),
    burstRules: new WeakMap(),
    quotaRules: new WeakMap(),
    sequences: createSequenceDetector(deps.random.bytes(6).readUIntBE(0, 6)),
    refusalRecords: createFailureBudget({ burst: 10, perSecond: 10 }, clock),
    pools,
  }
  const findEndpoint = createEndpointFinder(
    createIssuerRelay(context),
    configuration.environment === 'sandbox' ? createPersonIssuerRelay(context) : null,
    configuration.sandboxEngineUrl ? relayToSandbox : null,
  )
  const overload = createOverloadGuard(clock, configuration.overload)
  const turnAway = createTurnAway(configuration.portalUrl)
  let isDraining = false
  let isClosing = false
  let inProgress = 0
  let onIdle: (() => void) | null = null

  const notReady = (): string | null => {
    if (isDraining) return 'draining'
    if (snapshot.current() === null) return 'no snapshot'
    return snapshot.age() > configuration.staleAfterMs.normal ? 'snapshot too old' : null
  }

  function serve(request: CallRequest, response: CallResponse): void | Promise<void> {
    if (answerHealth(request.url ?? '', response, notReady())) return
    if (!overload.admits(request.url?.startsWith('/oauth2/') ? 'token' : 'call', inProgress)) {
      deps.observe.turnedAway?.()
      turnAway(request, response)
      return
    }
    const known = currentRules()
    const exchange = openExchange(request, response, known, deps)
    if (known === null) return refuseWithoutRules(exchange, context)
    const endpoint = acceptEndpoint(exchange, context, findEndpoint)
    if (endpoint === null) return runPipeline(exchange, context, phases)
    return answerEndpoint(endpoint, exchange, context)
  }

  function handle(request: CallRequest, response: CallResponse): void {
    inProgress += 1
    if ('on' in request) request.on('error', () => {})
    if (isClosing) response.shouldKeepAlive = false
    response.once('close', () => {
      inProgress -= 1
      if (inProgress === 0) onIdle?.()
    })
    const failed = (error: unknown) => {
      deps.observe.failed(error, '')
      response.destroy()
    }
    try {
      const served = serve(request, response)
      if (served instanceof Promise) served.catch(failed)
    } catch (error) {
      failed(error)
    }
  }

  return {
    handle,
    notReady,
    vitals: () => ({ callsInProgress: inProgress, tokens, circuits: pools.circuits() }),
    attach(server) {
      const room = createConnectionRoom(configuration.maxConnections ?? maxConnections)
      server.maxRequestsPerSocket = maxRequestsPerSocket
      const turns = createTurns()
      server.on('request', (request, response) => {
        room.served(request.socket)
        turns.serve(request, response, () => handle(request, response))
      })
      server.on('clientError', (error: NodeJS.ErrnoException, socket) =>
        turns.end(socket as Socket, () => answerClientError(error, socket, configuration.portalUrl)),
      )
      // The fast path does not ask its sockets for certificates.
      const isFast = configuration.fastPath && configuration.clientCertificates !== 'tls'
      if (isFast)
        attachFastPath(server, {
          clock,
          maxBodyBytes: configuration.limits.maxBodyBytes,
          maxRequests: maxRequestsPerSocket,
          handle,
          onServed: (socket) => room.served(socket),
          refuseTruncated: (socket) =>
            answerClientError(new Error('the message ended early'), socket, configuration.portalUrl),
        })
      room.watch(server)
    },
    async drain({ noticeMs = 0, graceMs = 25_000 } = {}) {
      isDraining = true
      await new Promise((resolve) => setTimeout(resolve, noticeMs))
      isClosing = true
      if (inProgress === 0) return
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, graceMs)
        onIdle = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    },
    async [Symbol.asyncDispose]() {
      isDraining = true
      overload[Symbol.dispose]()
      targets[Symbol.dispose]()
      await context.pools[Symbol.asyncDispose]()
    },
  }
}

/** The endpoint a request is for, when it is well formed and for one; the pipeline refuses it otherwise. */
function acceptEndpoint(
  exchange: Exchange,
  context: GatewayContext,
  find: (method: string, path: string) => Endpoint | null,
): Endpoint | null {
  if (
    !/^\/(?:(?:oauth2|sandbox|france-connect|\.well-known)\/|api\/introspect(?:\?|$))/.test(exchange.request.url ?? '')
  )
    return null
  return accept(exchange, context) === null ? find(exchange.request.method ?? '', exchange.path) : null
}

async function answerEndpoint(endpoint: Endpoint, exchange: Exchange, context: GatewayContext): Promise<void> {
  const { request, response } = exchange
  try {
    exchange.answer = await endpoint(exchange, context)
  } catch (error) {
    context.deps.observe.failed(error, exchange.id)
    const refusal = refuse('internal-error', 'The gateway failed; quote the request id.')
    exchange.answer = answerRefusal(refusal, exchange, context.deps.configuration.portalUrl)
  }
  const close = hasBody(request) && !request.readableEnded ? ['Connection', 'close'] : []
  const { maxAnswerBytes } = context.deps.configuration.limits
  await sendAnswer(response, exchange.answer, ['X-Request-Id', exchange.id, ...close], maxAnswerBytes)
  observeExchange(exchange, context)
}

async function refuseWithoutRules(exchange: Exchange, context: GatewayContext): Promise<void> {
  const refusal = refuse('snapshot-stale', 'This gateway has not received its rules yet.', {
    headers: { 'Retry-After': '2' },
  })
  const answer = answerRefusal(refusal, exchange, context.deps.configuration.portalUrl)
  await sendAnswer(
    exchange.response,
    answer,
    ['X-Request-Id', exchange.id, 'Connection', 'close'],
    answer.body ? 65_536 : 0,
  )
}
