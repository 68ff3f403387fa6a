import type { Readable } from 'node:stream'
import { hasBody } from '../acceptance/check-framing.ts'
import { readBounded, TooLarge } from '../body/read-bounded.ts'
import type { Answer, Exchange } from '../exchange.ts'
import type { GatewayContext } from '../gateway-context.ts'
import { createFailureBudget } from '../limits/failure-budget.ts'
import { networkOf } from '../limits/network-of.ts'
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
 * a token of a small budget, taken before the issuer does any cryptography and given back on success;
 * a client that has just succeeded from an address is not shut out there by guesses made elsewhere.
 */
export function createIssuerRelay(gateway: GatewayContext): Endpoint {
  const { clock, configuration } = gateway.deps
  const byAddress = createFailureBudget(configuration.failureBudget, clock)
  const byClient = createFailureBudget(configuration.failureBudget, clock)
  const proven = createFailureBudget({ burst: 1, perSecond: 1 / 3600 }, clock)

  return async (exchange) => {
    const body = await readForm(exchange)
    if (!Buffer.isBuffer(body)) return body
    if (exchange.request.method !== 'POST') return await relay(exchange, gateway, body)
    const client = claimedClient(exchange.request.headers.authorization, body)
    const network = networkOf(exchange.remoteAddress)
    const pair = `${network} ${client}`
    const isProven = client !== null && proven.take(pair) !== null
    if (client !== null && !isProven) proven.giveBack(pair)
    const clientKey = client !== null && !isProven ? client : null
    const wait = byAddress.take(network)
    if (wait !== null) return slowDown(wait)
    const clientWait = clientKey === null ? null : byClient.take(clientKey)
    if (clientWait !== null) {
      byAddress.giveBack(network)
      return slowDown(clientWait)
    }
    const answer = await relay(exchange, gateway, body)
    if (answer.status !== 401 && !isFailedAuthentication(answer)) {
      byAddress.giveBack(network)
      if (clientKey !== null) byClient.giveBack(clientKey)
      if (answer.status === 200 && client !== null) proven.take(pair)
    }
    return answer
  }
}

function isFailedAuthentication(answer: Answer): boolean {
  return (
    answer.status === 400 &&
    Buffer.isBuffer(answer.body) &&
    /"error"\s*:\s*"invalid_client"/.test(answer.body.toString('utf8'))
  )
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
    return await readBounded(exchange.request, maxFormBytes)
  } catch (error) {
    const status = error instanceof TooLarge ? 413 : 400
    return jsonAnswer(status, { error: 'invalid_request', error_description: 'The body is too large or ended early.' })
  }
}

async function relay(exchange: Exchange, gateway: GatewayContext, body: Buffer): Promise<Answer> {
  const { issuerUrl, publicUrl } = gateway.deps.configuration
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
  const { pool } = gateway.pools.get(new URL(issuerUrl).origin)
  const head = await sendUpstream(pool, {
    method: exchange.request.method ?? 'GET',
    path: exchange.query === '' ? exchange.path : `${exchange.path}?${exchange.query}`,
    headers,
    body: body.length > 0 ? body : null,
    signal: AbortSignal.timeout(deadlineMs),
  })
  if (typeof head === 'string') return issuerDown()
  return await answerOf(head.status, head.headers, head.body)
}

async function answerOf(
  status: number,
  from: Readonly<Record<string, string | string[] | undefined>>,
  body: Readable,
): Promise<Answer> {
  const headers: Record<string, string> = {}
  for (const name of relayedAnswer) {
    const value = from[name]
    if (typeof value === 'string') headers[name] = value
  }
  try {
    return { status, headers, body: await readBounded(body, maxAnswerBytes), fields: [] }
  } catch {
    body.destroy()
    return issuerDown()
  }
}

function issuerDown(): Answer {
  const error = { error: 'temporarily_unavailable', error_description: 'The token issuer does not answer.' }
  return jsonAnswer(503, error, { 'Retry-After': '5' })
}
