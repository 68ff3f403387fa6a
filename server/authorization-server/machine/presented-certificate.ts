import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { type ClientCertificate, isCurrent, parseClientCert, relayHeader } from '#core/oauth/client-certificate.ts'
import type { Clock } from '#core/ports/clock.ts'

/** The certificate a token request was made with, as the gateway in front of this issuer tells it. */
export type PresentedCertificates = (request: IncomingMessage) => ClientCertificate | null

/**
 * A `Client-Cert` is believed from whoever knows `relaySecret`: certificates are public, so nothing else in the request
 * tells a gateway from another program on its network. Null means that none is ever believed.
 */
export function createPresentedCertificates(relaySecret: string | null, clock: Clock): PresentedCertificates {
  const expected = relaySecret === null ? null : Buffer.from(relaySecret)
  return ({ headers }) => {
    const written = headers[relayHeader]
    const given = Buffer.from(typeof written === 'string' ? written : '')
    if (expected === null || given.length !== expected.length || !timingSafeEqual(given, expected)) return null
    const shown = parseClientCert(headers['client-cert'])
    return shown !== null && isCurrent(shown, clock.now()) ? shown : null
  }
}
