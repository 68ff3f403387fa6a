import { hasBody } from '../acceptance/check-framing.ts'
import { readBounded, TooLarge } from '../body/read-bounded.ts'
import { readCallBody } from '../body/read-call-body.ts'
import type { Answer, Exchange } from '../exchange.ts'
import type { GatewayContext } from '../gateway-context.ts'
import { createAuthenticationBudget } from '../limits/authentication-budget.ts'
import { networkOf } from '../limits/network-of.ts'
import { CallDeadline } from '../upstream/call-deadline.ts'
import { sendUpstream } from '../upstream/send-upstream.ts'
import { type Endpoint, jsonAnswer } from './endpoint.ts'
import { claimedClient } from './token-client.ts'

const maxFormBytes = 32 * 1024
const maxAnswerBytes = 1024 * 1024
const deadlineMs = 10_000
const relayedRequest = [
  ...['authorization', 'content-type', 'accept', 'accept-language', 'origin', 'sec-fetch-site'],
] as const
const relayedAnswer = [
  ...['content-type', 'content-security-policy', 'location', 'referrer-policy', 'www-authenticate'],
  ...['x-frame-options', 'allow', 'retry-after'],
] as const

/** Cookies of the sandbox's person issuer: the only ones a gateway carries, and only below `/france-connect`. */
const ownCookie = /^octroi_person(?:_[a-z]+)?(?:\.sig)?=/

/**
 * Passes `/france-connect` on to the sandbox's identity provider, pages included. What fails to authenticate there costs
 * its address and its client a token of a budget.
 */
export function createPersonIssuerRelay(gateway: GatewayContext): Endpoint {
  const { clock, configuration } = gateway.deps
  const budget = createAuthenticationBudget(configuration.failureBudget, clock)

  return async (exchange) => {
    const body = await readForm(exchange)
    if (!Buffer.isBuffer(body)) return body
    if (exchange.request.method !== 'POST') return relay(exchange, gateway, body)
    const client = claimedClient(exchange.request.headers.authorization, body)
    const attempt = budget.begin(networkOf(exchange.remoteAddress), client)
    if (typeof attempt === 'number') {
      const error = { error: 'temporarily_unavailable', error_description: 'Too many failures; wait for Retry-After.' }
      return jsonAnswer(429, error, { 'Retry-After': String(attempt) })
    }
    const answer = await relay(exchange, gateway, body)
    if (answer.status < 400) attempt.succeeded()
    else if (answer.status !== 401) attempt.forgiven()
    return answer
  }
}

async function readForm(exchange: Exchange): Promise<Buffer | Answer> {
  if (!hasBody(exchange.request)) return Buffer.alloc(0)
  try {
    return await readCallBody(exchange.request, maxFormBytes)
  } catch (error) {
    const status = error instanceof TooLarge ? 413 : 400
    return jsonAnswer(status, { error: 'invalid_request', error_description: 'The body is too large or ended early.' })
  }
}

async function relay(exchange: Exchange, gateway: GatewayContext, body: Buffer): Promise<Answer> {
  const { issuerUrl, publicUrl } = gateway.deps.configuration
  const { request } = exchange
  const headers: Record<string, string> = {
    host: new URL(publicUrl).host,
    'accept-encoding': 'identity',
    'x-request-id': exchange.id,
  }
  for (const name of relayedRequest) {
    const value = request.headers[name]
    if (typeof value === 'string') headers[name] = value
  }
  const cookies = (request.headers.cookie ?? '').split(/; */).filter((cookie) => ownCookie.test(cookie))
  if (cookies.length > 0) headers.cookie = cookies.join('; ')
  const deadline = new CallDeadline()
  const timer = setTimeout(() => deadline.abort(), deadlineMs)
  try {
    const head = await sendUpstream(gateway.pools.get(new URL(issuerUrl).origin), {
      method: request.method ?? 'GET',
      path: exchange.query === '' ? exchange.path : `${exchange.path}?${exchange.query}`,
      headers,
      body: body.length > 0 ? body : null,
      deadline,
    })
    if (typeof head === 'string') return issuerDown()
    const answered: Record<string, string> = {}
    for (const name of relayedAnswer) {
      const value = head.headers[name]
      if (typeof value === 'string') answered[name] = value
    }
    const set = head.headers['set-cookie']
    const own = (Array.isArray(set) ? set : set === undefined ? [] : [set]).filter((cookie) => ownCookie.test(cookie))
    const bytes = await readBounded(head.body, maxAnswerBytes)
    return { status: head.status, headers: answered, cookies: own, body: bytes, fields: [] }
  } catch {
    return issuerDown()
  } finally {
    clearTimeout(timer)
  }
}

function issuerDown(): Answer {
  const error = { error: 'temporarily_unavailable', error_description: 'The identity provider does not answer.' }
  return jsonAnswer(503, error, { 'Retry-After': '5' })
}
