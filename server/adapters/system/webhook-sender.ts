import { lookup } from 'node:dns'
import { type ClientRequest, request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import type { SendWebhook, WebhookOutcome } from '#core/ports/webhook-sender.ts'
import type { AddressRules } from '#kit/address-rules.ts'

const deadlineMs = 10_000

class AddressRefused extends Error {}

/** Sends over `node:http` and `node:https`, one connection a delivery. */
export function createWebhookSender(rules: AddressRules): SendWebhook {
  return async ({ url, headers, body, signal }) => {
    const target = URL.parse(url)
    if (target?.protocol !== 'https:' && target?.protocol !== 'http:') return failed('address-refused')
    const port = Number(target.port || (target.protocol === 'https:' ? 443 : 80))
    const literal = target.hostname.replace(/^\[|\]$/g, '')
    // A literal address skips the lookup of the connection.
    if (isIP(literal) !== 0 && !rules.isAllowed(literal, port, literal)) return failed('address-refused')
    const send = target.protocol === 'https:' ? httpsRequest : httpRequest
    const request = send(target, {
      method: 'POST',
      agent: false,
      lookup: checkedLookup(rules, port),
      headers: { ...headers, 'content-length': Buffer.byteLength(body), 'accept-encoding': 'identity' },
      signal: AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]),
    })
    return outcomeOf(request, body)
  }
}

function outcomeOf(request: ClientRequest, body: string): Promise<WebhookOutcome> {
  return new Promise((resolve) => {
    request.once('response', (response) => {
      resolve({ kind: 'answered', status: response.statusCode ?? 0 })
      response.on('error', () => {})
      response.destroy()
    })
    request.on('error', (error) => {
      if (error instanceof AddressRefused) return resolve(failed('address-refused'))
      resolve(failed(error.name === 'TimeoutError' || error.name === 'AbortError' ? 'timeout' : 'unreachable'))
    })
    request.end(body)
  })
}

/** Judges the addresses the connection will use: a name that resolves otherwise later gains nothing. */
function checkedLookup(rules: AddressRules, port: number): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0)
      const [first] = addresses
      if (!first || addresses.some(({ address }) => !rules.isAllowed(hostname, port, address)))
        return callback(new AddressRefused(), '', 0)
      if (options.all) return callback(null, addresses as never, 0)
      return callback(null, first.address, first.family)
    })
  }
}

function failed(reason: 'address-refused' | 'unreachable' | 'timeout'): WebhookOutcome {
  return { kind: 'failed', reason }
}
