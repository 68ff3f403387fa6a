import type { Authentication } from '#core/catalog/operation-descriptor.ts'
import { Unavailable } from '#core/errors.ts'
import { hasBody } from '../acceptance/check-framing.ts'
import { answerRefusal } from '../answers/answer-refusal.ts'
import { readBounded, TooLarge } from '../body/read-bounded.ts'
import { readCallBody } from '../body/read-call-body.ts'
import type { Answer, Caller, Exchange } from '../exchange.ts'
import type { GatewayContext } from '../gateway-context.ts'
import { refuseLimit, refuseUndecided } from '../limits/refuse-limit.ts'
import { authenticateBy } from '../phases/authenticate.ts'
import { refuseCaller } from '../phases/authorize.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { CallDeadline } from '../upstream/call-deadline.ts'
import { sendUpstream } from '../upstream/send-upstream.ts'

const methods: readonly Authentication[] = ['oauth', 'static_bearer']
const maxBodyBytes = 64 * 1024
const maxAnswerBytes = 1024 * 1024
const deadlineMs = 10_000
const limit = { name: 'sandbox-control', perMinute: 120 }

/**
 * `/sandbox/*`: what an application changes in its own sandboxes, with its own token. The engine is told
 * who calls by this gateway alone.
 */
export async function relayToSandbox(exchange: Exchange, gateway: GatewayContext): Promise<Answer> {
  const refusal =
    (await authenticateBy(exchange, gateway, { methods, acceptsApiKey: false })) ??
    refuseCaller(exchange) ??
    refusePublic(exchange) ??
    (await takeTurn(exchange, gateway))
  const answer = refusal ?? (await relay(exchange, gateway))
  return 'problem' in answer ? answerRefusal(answer, exchange, gateway.deps.configuration.portalUrl) : answer
}

/** Everybody shares the public token: what one changed with it, all would see. */
function refusePublic({ caller }: Exchange): Refusal | null {
  if (!caller?.isPublic) return null
  return refuse('scope-not-granted', 'The public token only reads: sign up for a sandbox of your own.')
}

async function takeTurn({ caller }: Exchange, gateway: GatewayContext): Promise<Refusal | null> {
  const key = `sandbox:${(caller as Caller).application.application_id}:${limit.name}`
  try {
    const { granted, resetMs } = await gateway.deps.rateCounter.take(key, limit.perMinute, 60, 1)
    return granted === 1 ? null : refuseLimit({ name: limit.name, resetMs })
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error
    return refuseUndecided(limit.name, error)
  }
}

async function relay(exchange: Exchange, gateway: GatewayContext): Promise<Answer | Refusal> {
  const { request } = exchange
  const url = gateway.deps.configuration.sandboxEngineUrl
  if (!url) return refuse('not-found', 'No API of this gateway has this path.')
  const body = hasBody(request) ? await readBody(exchange) : Buffer.alloc(0)
  if (!Buffer.isBuffer(body)) return body
  const name = request.headers['x-sandbox-name']
  const deadline = new CallDeadline()
  const timer = setTimeout(() => deadline.abort(), deadlineMs)
  try {
    const head = await sendUpstream(gateway.pools.get(new URL(url).origin), {
      method: request.method ?? 'GET',
      path: exchange.path,
      headers: {
        accept: 'application/json',
        'accept-encoding': 'identity',
        'octroi-application': (exchange.caller as Caller).application.application_id,
        'octroi-request-id': exchange.id,
        ...(typeof name === 'string' ? { 'x-sandbox-name': name } : {}),
        ...(body.length > 0 ? { 'content-type': 'application/json' } : {}),
      },
      body: body.length > 0 ? body : null,
      deadline,
    })
    if (typeof head === 'string') return unavailable()
    const type = head.headers['content-type']
    const headers = { 'Content-Type': typeof type === 'string' ? type : 'application/json' }
    return { status: head.status, headers, body: await readBounded(head.body, maxAnswerBytes), fields: [] }
  } catch {
    return unavailable()
  } finally {
    clearTimeout(timer)
  }
}

async function readBody({ request }: Exchange): Promise<Buffer | Refusal> {
  try {
    return await readCallBody(request, maxBodyBytes)
  } catch (error) {
    return error instanceof TooLarge
      ? refuse('payload-too-large', `The body is larger than ${maxBodyBytes} bytes.`)
      : refuse('malformed-request', 'The body ended early.')
  }
}

function unavailable(): Refusal {
  return refuse('upstream-unavailable', 'The sandbox does not answer.', { headers: { 'Retry-After': '5' } })
}
