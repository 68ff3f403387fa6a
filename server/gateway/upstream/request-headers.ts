import type { Exchange } from '../exchange.ts'
import { childTrace, readTrace } from './trace-context.ts'

/** What a caller may tell an upstream besides the operation's own header parameters. */
const relayed = ['accept-language', 'cache-control', 'x-agent-id'] as const
/** Words to the sandbox engine; production refuses `X-Sandbox-*` and drops `Prefer`. */
const relayedInSandbox = ['prefer'] as const

/**
 * The headers of the upstream request, written from nothing: what is not named here does not pass, so
 * hop-by-hop fields, what `Connection` nominates, credentials, cookies and forged identity headers all
 * end at the gateway.
 */
export function upstreamHeaders(exchange: Exchange, environment: string): Record<string, string> {
  const { request, operation } = exchange
  const headers: Record<string, string> = { accept: 'application/json', 'accept-encoding': 'identity' }
  const nominated = nominatedBy(request.headers.connection)
  const relay = (name: string) => {
    const value = request.headers[name]
    if (typeof value === 'string' && !nominated.has(name) && !isOurs(name)) headers[name] = value
  }
  for (const name of relayed) relay(name)
  for (const parameter of operation?.operation.parameters ?? [])
    if (parameter.in === 'header') relay(parameter.name.toLowerCase())
  if (environment === 'sandbox') {
    for (const name of relayedInSandbox) relay(name)
    for (const name of Object.keys(request.headers)) if (name.startsWith('x-sandbox-')) relay(name)
  }
  if (exchange.upstreamBody !== null) headers['content-type'] = 'application/json'
  headers.traceparent = childTrace(readTrace(request), exchange.id)
  headers['x-correlation-id'] = exchange.correlationId ?? exchange.id
  headers['octroi-request-id'] = exchange.id
  headers['octroi-environment'] = environment
  if (exchange.caller) headers['octroi-application'] = exchange.caller.application.application_id
  const person = exchange.caller?.person
  if (person) headers['octroi-person'] = Buffer.from(JSON.stringify(person)).toString('base64url')
  if (exchange.recipient !== null) headers['octroi-recipient'] = exchange.recipient
  if (exchange.legalContext !== null) headers['octroi-legal-context'] = exchange.legalContext
  return headers
}

const nobody: ReadonlySet<string> = new Set()

/** Names that `Connection` declares hop-by-hop (RFC 9110 section 7.6.1). */
function nominatedBy(connection: string | undefined): ReadonlySet<string> {
  if (connection === undefined) return nobody
  return new Set(
    connection
      .toLowerCase()
      .split(',')
      .map((token) => token.trim()),
  )
}

/** Names whose value an upstream takes from us alone, even where a specification declares them. */
function isOurs(name: string): boolean {
  return (
    /^(octroi|x-octroi|x-forwarded|x-consumer|x-credential|x-anonymous|proxy|sec)-/.test(name) ||
    [
      'authorization',
      'cookie',
      'host',
      'forwarded',
      'via',
      'x-real-ip',
      'x-request-id',
      'x-correlation-id',
      'x-api-key',
      'te',
      'trailer',
    ].includes(name) ||
    [
      'connection',
      'keep-alive',
      'transfer-encoding',
      'content-length',
      'upgrade',
      'expect',
      'traceparent',
      'content-type',
    ].includes(name)
  )
}
