import type { Readable } from 'node:stream'
import { formatClientCert, relayHeader } from '#core/oauth/client-certificate.ts'
import { hasBody } from '../acceptance/check-framing.ts'
import { clientCertificate } from '../authentication/client-certificate.ts'
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
const relayedRequest = ['authorization', 'content-type', 'accept', 'dpop'] as const
const relayedAnswer = ['content-type', 'www-authenticate', 'retry-after', 'dpop-nonce', 'pragma', 'allow'] as const

/**
 * Passes `/oauth2` on to the issuer's process. A failed authentication costs its address and its client
 * a token of a budget, taken before the issuer does any cryptography and given back on success.
 */
export function createIssuerRelay(gateway: GatewayContext): Endpoint {
  const { clock, configuration } = gateway.deps
  const budget = createAuthenticationBudget(configuration.failureBudget, clock)

  return async (exchange) => {
    const body = await readForm(exchange)
    if (!Buffer.isBuffer(body)) return body
    if (exchange.request.method !== 'POST') return await relay(exchange, gateway, body)
    const client = claimedClient(exchange.request.headers.authorization, body)
    const attempt = budget.begin(networkOf(exchange.remoteAddress), client)
    if (typeof attempt === 'number') return slowDown(attempt)
    const answer = await relay(exchange, gateway, body)
    if (answer.status === 200) attempt.succeeded()
    else if (!isFailedAuthentication(answer)) attempt.forgiven()
    return answer
  }
}

function isFailedAuthentication({ status, body }: Answer): boolean {
  if (status === 401) return true
  return status === 400 && Buffer.isBuffer(body) && /"error"\s*:\s*"invalid_client"/.test(body.toString('utf8'))
}

/** OAuth clients read RFC 6749 section 5.2 errors. */
function slowDown(seconds: number): Answer {
  const error = {
    error: 'temporarily_unavailable',
    error_description: 'Too many failed authentications; wait for Retry-After.',
  }
  return jsonAnswer(429, error, { 'Retry-After': String(seconds) })
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
  const { issuerUrl, publicUrl, relaySecret } = gateway.deps.configuration
  const headers: Record<string, string> = {
    host: new URL(publicUrl).host,
    'accept-encoding': 'identity',
    'x-request-id': exchange.id,
    'x-forwarded-for': exchange.remoteAddress,
    'x-forwarded-proto': new URL(publicUrl).protocol.slice(0, -1),
    'x-forwarded-host': new URL(publicUrl).host,
  }
  for (const name of relayedRequest) {
    const value = exchange.request.headers[name]
    if (typeof value === 'string') headers[name] = value
  }
  const certificate = relaySecret === undefined ? null : clientCertificate(exchange.request, gateway)
  if (certificate && relaySecret !== undefined) {
    headers['client-cert'] = formatClientCert(certificate)
    headers[relayHeader] = relaySecret
  }
  const deadline = new CallDeadline()
  const timer = setTimeout(() => deadline.abort(), deadlineMs)
  const head = await sendUpstream(gateway.pools.get(new URL(issuerUrl).origin), {
    method: exchange.request.method ?? 'GET',
    path: exchange.query === '' ? exchange.path : `${exchange.path}?${exchange.query}`,
    headers,
    body: body.length > 0 ? body : null,
    deadline,
  })
  const answer = typeof head === 'string' ? issuerDown() : await answerOf(head.status, head.headers, head.body)
  clearTimeout(timer)
  return answer
}

async function answerOf(
  status: number,
  from: Readonly<Record<string, string | string[] | undefined>>,
  body: Buffer | Readable,
): Promise<Answer> {
  const headers: Record<string, string> = {}
  for (const name of relayedAnswer) {
    const value = from[name]
    if (typeof value === 'string') headers[name] = value
  }
  try {
    return { status, headers, body: await readBounded(body, maxAnswerBytes), fields: [] }
  } catch {
    if (!Buffer.isBuffer(body)) body.destroy()
    return issuerDown()
  }
}

function issuerDown(): Answer {
  const error = { error: 'temporarily_unavailable', error_description: 'The token issuer does not answer.' }
  return jsonAnswer(503, error, { 'Retry-After': '5' })
}
