import type { Readable } from 'node:stream'
import { after } from '#kit/after.ts'
import { isParticulierError } from '../answers/relay-provider-error.ts'
import { isSafe } from '../authority/is-safe.ts'
import { recheckAuthority } from '../authority/recheck-authority.ts'
import { readBounded, TooLarge } from '../body/read-bounded.ts'
import type { Exchange, UpstreamAnswer } from '../exchange.ts'
import type { GatewayContext } from '../gateway-context.ts'
import { openRecord } from '../record/bracket-exchange.ts'
import { type Refusal, refuse } from '../refusal.ts'
import type { CompiledOperation } from '../routing/compiled-operation.ts'
import { CallDeadline } from '../upstream/call-deadline.ts'
import { failureOf, type UpstreamFailure } from '../upstream/failure-of.ts'
import { repeatAnswer, repeatableSeconds } from '../upstream/repeat-answer.ts'
import { upstreamHeaders } from '../upstream/request-headers.ts'
import { sendUpstream, type UpstreamHead } from '../upstream/send-upstream.ts'
import type { ChosenTarget } from '../upstream/target-chooser.ts'

/** Answers of a provider about the person or the request, which its API may relay. */
const relayedStatuses = new Set([200, 201, 202, 204, 400, 404, 409, 410, 422])

/** Failures that API Particulier's envelope describes with codes of its own, worth handing on. */
const providerFailures = new Set([502, 503, 504])

/**
 * One exchange with the provider, inside its deadline. Nothing is followed or decoded; a GET that found its kept
 * connection closed, before any byte of an answer, is sent once more; a safe call whose target cannot be reached goes to
 * another one.
 */
export function forward(exchange: Exchange, gateway: GatewayContext): Refusal | null | Promise<Refusal | null> {
  return after(recordUnsafe(exchange, gateway), (unrecorded) => unrecorded ?? send(exchange, gateway))
}

function send(exchange: Exchange, gateway: GatewayContext): Refusal | null | Promise<Refusal | null> {
  const changed = recheckAuthority(exchange, gateway)
  if (changed) return changed
  const { api } = exchange.operation as CompiledOperation
  const seconds = repeatableSeconds(exchange, gateway)
  if (seconds > 0 && repeatAnswer(exchange, gateway, seconds)) return null
  const chosen = gateway.targets.choose(api.targets, api.descriptor.upstream_health ?? null)
  if (chosen === null) return unavailable('The provider has no reachable address in this environment.')
  if (typeof chosen === 'number')
    return unavailable('The provider stopped answering; calls wait a moment.', Math.ceil(chosen / 1000))
  const deadline = new CallDeadline()
  const onGone = () => deadline.abort()
  const timer = setTimeout(onGone, api.descriptor.upstream_deadline_ms)
  exchange.response.once('close', onGone)
  exchange.releases.push(() => {
    clearTimeout(timer)
    exchange.response.off('close', onGone)
  })
  const startedAt = gateway.deps.clock.monotonic()
  return sendTo(chosen, exchange, gateway, deadline).then((head) => {
    const { operation } = exchange.operation as CompiledOperation
    if (head !== 'unreachable' || !isSafe(operation) || deadline.aborted)
      return takeAnswer(head, startedAt, exchange, gateway, deadline)
    // Nothing was sent: another root of the same provider may take the call.
    const other = gateway.targets.choose(api.targets, api.descriptor.upstream_health ?? null, chosen.target)
    if (other === null || typeof other === 'number') return takeAnswer(head, startedAt, exchange, gateway, deadline)
    return sendTo(other, exchange, gateway, deadline).then((next) =>
      takeAnswer(next, startedAt, exchange, gateway, deadline),
    )
  })
}

/** What may change something at the provider is on the disk before it is sent. The sandbox has nothing to lose. */
function recordUnsafe(exchange: Exchange, gateway: GatewayContext): Promise<Refusal | null> | null {
  if (gateway.deps.configuration.environment !== 'production') return null
  const { operation } = exchange.operation as CompiledOperation
  return isSafe(operation) ? null : openRecord(exchange, gateway)
}

function takeAnswer(
  head: UpstreamHead | UpstreamFailure,
  startedAt: number,
  exchange: Exchange,
  gateway: GatewayContext,
  deadline: CallDeadline,
): Refusal | null | Promise<Refusal | null> {
  const { clock, configuration } = gateway.deps
  exchange.upstreamMs = Math.round(clock.monotonic() - startedAt)
  if (typeof head === 'string') return refuseFailure(head)
  const { error_envelope: envelope } = (exchange.operation as CompiledOperation).api.descriptor
  const isForced = configuration.environment === 'sandbox' && head.headers['octroi-forced'] !== undefined
  const isProviderFailure = envelope === 'api-particulier' && (isForced || providerFailures.has(head.status))
  if (!relayedStatuses.has(head.status) && !isProviderFailure && !isForced) {
    discard(head.body)
    return refuseStatus(head)
  }
  const encoding = head.headers['content-encoding']
  if (encoding !== undefined && encoding !== 'identity') {
    discard(head.body)
    return refuse('upstream-error', 'The provider encoded its answer, which was not asked for.')
  }
  exchange.upstream = head
  const isRelayed = exchange.operation?.projectionFor(exchange.effectiveScopes).isWhole === true
  if (head.status < 300 && isRelayed && repeatableSeconds(exchange, gateway) === 0) return null
  const whole = (bytes: Buffer): Refusal | null => {
    ;(exchange.upstream as UpstreamAnswer).body = bytes
    const isUnreadable = head.status >= 300 && isProviderFailure && !isParticulierError(bytes)
    return isUnreadable ? refuseStatus(head) : null
  }
  const { maxAnswerBytes } = configuration.limits
  if (Buffer.isBuffer(head.body) && head.body.length <= maxAnswerBytes) return whole(head.body)
  return readBounded(head.body, maxAnswerBytes).then(
    (bytes) => {
      exchange.upstreamMs = Math.round(clock.monotonic() - startedAt)
      return whole(bytes)
    },
    (error: unknown) => {
      discard(head.body)
      exchange.upstream = null
      exchange.upstreamMs = Math.round(clock.monotonic() - startedAt)
      if (error instanceof TooLarge) return refuse('upstream-error', 'The answer of the provider is too large.')
      return refuseFailure(failureOf(error, deadline))
    },
  )
}

/** Sends the call to one target, and tells its circuit how that went. */
function sendTo(
  { target, upstream }: ChosenTarget,
  exchange: Exchange,
  gateway: GatewayContext,
  deadline: CallDeadline,
): Promise<UpstreamHead | UpstreamFailure> {
  const { environment } = gateway.deps.configuration
  const query = exchange.upstreamQuery === '' ? '' : `?${exchange.upstreamQuery}`
  const firstByteMs = exchange.operation?.api.descriptor.upstream_first_byte_ms
  const timer = firstByteMs === undefined ? null : setTimeout(() => deadline.abort(), firstByteMs)
  const sent = sendUpstream(upstream, {
    method: exchange.request.method ?? 'GET',
    path: `${target.basePath}${exchange.path}${query}`,
    headers: upstreamHeaders(exchange, environment),
    body: exchange.upstreamBody,
    deadline,
  })
  return sent.then((head) => {
    if (timer !== null) clearTimeout(timer)
    if (typeof head !== 'string') {
      upstream.breaker.succeeded()
      return head
    }
    // A caller that hangs up says nothing about the provider: it must not open the circuit for others. Nor
    // does a failure of the sandbox, which callers may ask for.
    const isAskedFor = environment === 'sandbox' && head !== 'unreachable'
    if (!exchange.response.destroyed && !isAskedFor) upstream.breaker.failed()
    return head
  })
}

function refuseFailure(failure: UpstreamFailure): Refusal {
  if (failure === 'timeout') return refuse('upstream-timeout', 'The provider did not answer in time.')
  if (failure === 'unreachable') return unavailable('The provider cannot be reached.')
  return refuse('upstream-error', 'The exchange with the provider broke.')
}

/** Statuses that say something about us or about the provider's state, and nothing a caller could use. */
function refuseStatus(head: UpstreamHead): Refusal {
  if (head.status === 503 || head.status === 429) return unavailable('The provider is busy or in maintenance.')
  if (head.status === 504) return refuse('upstream-timeout', 'The provider did not get its own answer in time.')
  return refuse('upstream-error', 'The provider answered with a status that cannot be relayed.')
}

function unavailable(detail: string, retryAfterSeconds = 10): Refusal {
  return refuse('upstream-unavailable', detail, { headers: { 'Retry-After': String(Math.max(1, retryAfterSeconds)) } })
}

/** Reads a little so that the connection can be kept, else ends it. */
function discard(body: Buffer | Readable): void {
  if (Buffer.isBuffer(body)) return
  body.on('error', () => {})
  body.destroy()
}
