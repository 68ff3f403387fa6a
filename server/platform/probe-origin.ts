import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { createCheckedLookup, isLiteralRefused } from '#gateway/upstream/checked-lookup.ts'
import type { AddressRules } from '#kit/address-rules.ts'

export interface ProbeOptions {
  /** Null for our own addresses: nothing is refused. */
  readonly rules: AddressRules | null
  readonly timeoutMs: number
}

/** Status of a GET on a connection of its own; null without an answer in time. Nothing of the body is read. */
export function probeOrigin(address: string, { rules, timeoutMs }: ProbeOptions): Promise<number | null> {
  const url = new URL(address)
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
  if (rules !== null && isLiteralRefused(url.hostname, port, rules)) return Promise.resolve(null)
  const lookup = rules === null ? {} : { lookup: createCheckedLookup(rules, port) }
  const send = url.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((resolve) => {
    const outgoing = send(url, { agent: false, ...lookup, signal: AbortSignal.timeout(timeoutMs) })
    outgoing.on('error', () => resolve(null))
    outgoing.on('response', (incoming: IncomingMessage) => {
      resolve(incoming.statusCode ?? null)
      incoming.destroy()
    })
    outgoing.end()
  })
}
